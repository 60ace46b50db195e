namespace SrePlatform.ControlPlane.Features.Topology;

internal enum EdgeOrigin
{
    /// <summary>A person said so.</summary>
    Declared,

    /// <summary>Calls were counted in the last minutes.</summary>
    Learned,
}

/// <summary>One service calls another.</summary>
/// <param name="From">The caller.</param>
/// <param name="To">What it calls.</param>
/// <param name="Origin">How it is known; learned wins where both are true.</param>
/// <param name="RequestsPerSecond">Null if it is declared only, or traffic could not be asked for.</param>
internal sealed record TopologyEdge(string From, string To, EdgeOrigin Origin, double? RequestsPerSecond);

internal sealed record TopologyNode(string Service, IReadOnlyList<Guid> ResourceIds);

/// <summary>The services and their calls at one moment.</summary>
/// <param name="Unavailable">Why learned edges are missing; null if they are not.</param>
internal sealed record TopologySnapshot(DateTimeOffset AsOf, IReadOnlyList<TopologyNode> Nodes, IReadOnlyList<TopologyEdge> Edges, string? Unavailable)
{
    public ServiceGraph Graph { get; } = new(Edges.Select(edge => (edge.From, edge.To)));
}
