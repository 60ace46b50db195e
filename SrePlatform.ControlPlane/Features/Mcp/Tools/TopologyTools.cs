using System.ComponentModel;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Features.Topology;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Mcp.Tools;

/// <summary>What is around a service.</summary>
/// <param name="Neighbours">Services by name, with how many calls they are away.</param>
/// <param name="Calls">Between all of them.</param>
/// <param name="Unavailable">Why calls learned from traffic may be missing or old.</param>
internal sealed record ToolNeighbours(string Service, DateTimeOffset AsOf, IReadOnlyDictionary<string, int> Neighbours, IReadOnlyList<TopologyEdge> Calls, string? Unavailable);

/// <summary>The topology, for other agents.</summary>
internal sealed class TopologyTools(TopologyReader topology, McpCaller caller)
{
    private const int Farthest = 3;
    private const int MostCalls = 100;

    [McpServerTool(Name = "topology_neighbours", Title = "Neighbours of a service", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Services that call a service or are called by it, and the calls between them.")]
    public async Task<ToolNeighbours> Neighbours(
        [Description("Name of the service.")] string service, [Description("How many calls away: 1 to 3; 1 by default.")] int? depth = null, CancellationToken cancellationToken = default)
    {
        var read = new QueryReader();
        var name = read.Text("service", service) ?? "";
        if (depth is < 1 or > Farthest)
        {
            read.Add("depth", $"Give a number from 1 to {Farthest}.");
        }

        read.Check();
        var seen = (await topology.GetAsync(cancellationToken)).In(caller.Scope);
        if (!seen.Nodes.Any(node => node.Service == name))
        {
            throw new NotFoundFailure("service.not_found", "There is no such service.").AsError();
        }

        var near = seen.Nodes.Select(node => (node.Service, Hops: seen.Graph.Hops(name, node.Service, depth ?? 1)))
            .Where(node => node.Hops is not null).OrderBy(node => node.Hops).ThenBy(node => node.Service, StringComparer.Ordinal).Take(MostCalls)
            .ToDictionary(node => node.Service, node => node.Hops!.Value);
        return new(name, seen.AsOf, near.Where(node => node.Value > 0).ToDictionary(),
            [.. seen.Edges.Where(edge => near.ContainsKey(edge.From) && near.ContainsKey(edge.To)).Take(MostCalls)], seen.Unavailable);
    }
}
