using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.ControlPlane;

internal sealed record IncidentsArguments(DateTimeOffset Since);

/// <summary>Reads which incidents were opened lately.</summary>
internal sealed class IncidentsTool(ControlPlaneClient client) : ITool<IncidentsArguments, IReadOnlyList<IncidentRecord>>
{
    public string Name => "incidents";

    public string Source => Sources.Incidents;

    public ToolQuestion Describe(IncidentsArguments arguments) => new(PathOf(arguments), new JsonObject { ["since"] = ListPath.Time(arguments.Since) }, arguments.Since);

    public Task<ToolBytes> FetchAsync(IncidentsArguments arguments, CancellationToken cancellationToken) => client.GetAsync(PathOf(arguments), cancellationToken);

    public ToolReading<IReadOnlyList<IncidentRecord>> Read(IncidentsArguments arguments, ReadOnlySpan<byte> content)
    {
        var items = AssistantJson.Deserialize<ControlPlanePage<IncidentRecord>>(content).Items;
        return new(items, items.Count == 0, $"{items.Count} incidents");
    }

    private static string PathOf(IncidentsArguments arguments) => ListPath.Of("incidents", ("since", ListPath.Time(arguments.Since)), ("limit", ListPath.Limit));
}
