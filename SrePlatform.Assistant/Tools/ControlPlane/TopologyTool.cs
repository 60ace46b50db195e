using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.ControlPlane;

internal sealed record TopologyArguments;

/// <summary>Reads who calls whom.</summary>
internal sealed class TopologyTool(ControlPlaneClient client) : ITool<TopologyArguments, TopologyRecord>
{
    private const string Path = "/api/v1/topology";

    public string Name => "topology";

    public string Source => Sources.Topology;

    public ToolQuestion Describe(TopologyArguments arguments) => new(Path, []);

    public Task<ToolBytes> FetchAsync(TopologyArguments arguments, CancellationToken cancellationToken) => client.GetAsync(Path, cancellationToken);

    public ToolReading<TopologyRecord> Read(TopologyArguments arguments, ReadOnlySpan<byte> content)
    {
        var topology = AssistantJson.Deserialize<TopologyRecord>(content);
        var declaredOnly = topology.Unavailable is null ? "" : ", declared ones only: calls could not be learned from metrics";
        return new(topology, topology.Edges.Count == 0, $"{topology.Nodes.Count} services, {topology.Edges.Count} dependencies{declaredOnly}");
    }
}
