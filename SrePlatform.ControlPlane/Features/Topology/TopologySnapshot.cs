using SrePlatform.ControlPlane.Platform.Access;

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
    /// <summary>
    /// What a scope sees: its services, the calls between them, and those called by or calling them that no resource runs, which are nobody's.
    /// </summary>
    public TopologySnapshot In(Scope scope)
    {
        if (scope.IsAll)
        {
            return this;
        }

        var nobodys = Nodes.Where(node => node.ResourceIds.Count == 0).Select(node => node.Service).ToHashSet(StringComparer.Ordinal);
        var edges = Edges.Where(edge => Sees(edge.From, edge.To) || Sees(edge.To, edge.From)).ToList();
        var called = edges.SelectMany(edge => new[] { edge.From, edge.To }).ToHashSet(StringComparer.Ordinal);
        return new(AsOf, [.. Nodes.Where(node => scope.SeesService(node.Service) || called.Contains(node.Service))], edges, Unavailable);

        bool Sees(string one, string other) => scope.SeesService(one) && (scope.SeesService(other) || nobodys.Contains(other));
    }

    public ServiceGraph Graph { get; } = new(Edges.Select(edge => (edge.From, edge.To)));
}
