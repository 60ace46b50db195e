using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.ControlPlane;

internal sealed record TopologyArguments;

/// <summary>Reads who calls whom; what it lists is what the asker of the run is known to see.</summary>
internal sealed class TopologyTool(ControlPlaneClient client, RequesterAccess requester) : ITool<TopologyArguments, TopologyRecord>
{
    private const string Path = "/api/v1/topology";

    public string Name => "topology";

    public string Source => Sources.Topology;

    public ToolQuestion Describe(TopologyArguments arguments) => new(Path, []);

    public Task<ToolBytes> FetchAsync(TopologyArguments arguments, CancellationToken cancellationToken) => client.GetAsync(Path, cancellationToken);

    public ToolReading<TopologyRecord> Read(TopologyArguments arguments, ReadOnlySpan<byte> content)
    {
        var topology = AssistantJson.Deserialize<TopologyRecord>(content);
        requester.Knows(topology.Nodes.Select(node => node.Service));
        var declaredOnly = topology.Unavailable is null ? "" : ", declared ones only: calls could not be learned from metrics";
        return new(topology, topology.Edges.Count == 0, $"{topology.Nodes.Count} services, {topology.Edges.Count} dependencies{declaredOnly}");
    }
}
