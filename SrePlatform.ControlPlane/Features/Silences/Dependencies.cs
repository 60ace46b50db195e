namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Who depends on whom, directly or over others, by declared edges: a host on its switch, a service on its database. Pure.</summary>
internal sealed class Dependencies
{
    private const int Farthest = 4;

    private readonly ILookup<string, string> _uses;
    private readonly Dictionary<string, HashSet<string>> _known = new(StringComparer.Ordinal);

    public Dependencies(IEnumerable<(string From, string To)> edges) => _uses = edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);

    public bool DependsOn(string service, string other)
    {
        if (!_known.TryGetValue(service, out var reached))
        {
            _known[service] = reached = Reach(service);
        }

        return reached.Contains(other);
    }

    private HashSet<string> Reach(string service)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<string> ring = [service];
        for (var distance = 0; distance < Farthest && ring.Count > 0; distance++)
        {
            ring = [.. ring.SelectMany(one => _uses[one]).Where(seen.Add)];
        }

        seen.Remove(service);
        return seen;
    }
}
