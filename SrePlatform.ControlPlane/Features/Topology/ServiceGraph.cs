namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>Who calls whom, as a graph of services. Pure: distances over whatever edges it was given.</summary>
internal sealed class ServiceGraph
{
    public static readonly ServiceGraph Empty = new([]);

    private readonly Dictionary<string, HashSet<string>> _neighbours = new(StringComparer.Ordinal);

    public ServiceGraph(IEnumerable<(string From, string To)> calls)
    {
        foreach (var (from, to) in calls)
        {
            NeighboursOf(from).Add(to);
            NeighboursOf(to).Add(from);
        }
    }

    /// <summary>
    /// The number of calls between two services, in either direction; 0 for the same service, null if no path of at most
    /// <paramref name="limit"/> calls joins them.
    /// </summary>
    public int? Hops(string from, string to, int limit = int.MaxValue)
    {
        if (from == to)
        {
            return 0;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        List<string> ring = [from];
        for (var distance = 1; distance <= limit && ring.Count > 0; distance++)
        {
            ring = ring.SelectMany(service => _neighbours.GetValueOrDefault(service) ?? []).Where(seen.Add).ToList();
            if (ring.Contains(to))
            {
                return distance;
            }
        }

        return null;
    }

    private HashSet<string> NeighboursOf(string service)
    {
        if (!_neighbours.TryGetValue(service, out var neighbours))
        {
            _neighbours[service] = neighbours = new(StringComparer.Ordinal);
        }

        return neighbours;
    }
}
