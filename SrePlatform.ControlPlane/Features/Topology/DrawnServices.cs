namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>Which services a drawing shows where there are more than anybody can read. Pure.</summary>
internal static class DrawnServices
{
    public const int Most = 500;

    /// <summary>All, or those around the chosen one, or else those with a problem and those with the most calls.</summary>
    public static IReadOnlySet<string> Choose(TopologySnapshot topology, string? chosen, Func<string, ServiceState> stateOf)
    {
        if (topology.Nodes.Count <= Most)
        {
            return topology.Nodes.Select(node => node.Service).ToHashSet(StringComparer.Ordinal);
        }

        var calls = topology.Edges.SelectMany(edge => new[] { edge.From, edge.To }).CountBy(service => service, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var around = chosen is null ? [] : Impact.Reach(chosen, topology.Edges.SelectMany(edge => new[] { (edge.From, edge.To), (From: edge.To, To: edge.From) }).ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal));
        var near = around.ToDictionary(reached => reached.Service, reached => reached.Hops, StringComparer.Ordinal);
        return topology.Nodes.Select(node => node.Service)
            .OrderBy(service => service == chosen ? 0 : near.GetValueOrDefault(service, int.MaxValue))
            .ThenByDescending(stateOf)
            .ThenByDescending(service => calls.GetValueOrDefault(service))
            .ThenBy(service => service, StringComparer.Ordinal)
            .Take(Most).ToHashSet(StringComparer.Ordinal);
    }
}
