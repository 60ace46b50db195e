using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>The topology as the Assistant and other clients read it.</summary>
internal static class TopologyEndpoints
{
    public static void Map(WebApplication app) =>
        app.MapApi("topology").WithTags("Topology").MapGet("", GetTopology).RequireAuthorization(Policies.Context)
            .WithName("GetTopology").WithSummary("Services and who calls whom: declared, and learned from traffic.");

    private static async Task<TopologyResponse> GetTopology(Scope scope, TopologyReader reader, CancellationToken cancellationToken)
    {
        var topology = (await reader.GetAsync(cancellationToken)).In(scope);
        return new(topology.AsOf, topology.Nodes, topology.Edges, topology.Unavailable);
    }

    /// <param name="Unavailable">Why the learned edges may be missing or old; null if they are current.</param>
    internal sealed record TopologyResponse(DateTimeOffset AsOf, IReadOnlyList<TopologyNode> Nodes, IReadOnlyList<TopologyEdge> Edges, string? Unavailable);
}
