using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.ControlPlane;

internal sealed record AlertsArguments(IReadOnlyList<Guid> Ids);

/// <summary>Looks up alerts by their ids.</summary>
internal sealed class AlertsTool(ControlPlaneClient client) : ITool<AlertsArguments, IReadOnlyList<AlertRecord>>
{
    public string Name => "alerts";

    public string Source => Sources.Alerts;

    public ToolQuestion Describe(AlertsArguments arguments) => new(
        PathOf(arguments),
        new JsonObject { ["ids"] = new JsonArray([.. arguments.Ids.Select(id => (JsonNode)id.ToString())]) });

    public Task<ToolBytes> FetchAsync(AlertsArguments arguments, CancellationToken cancellationToken) => client.GetAsync(PathOf(arguments), cancellationToken);

    public ToolReading<IReadOnlyList<AlertRecord>> Read(AlertsArguments arguments, ReadOnlySpan<byte> content)
    {
        var items = AssistantJson.Deserialize<ControlPlanePage<AlertRecord>>(content).Items;
        var services = items.Select(alert => alert.Service).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new(items, items.Count == 0, $"{items.Count} of {arguments.Ids.Count} alerts: {string.Join(", ", services)}");
    }

    private static string PathOf(AlertsArguments arguments) => ListPath.Of("alerts", ("ids", string.Join(',', arguments.Ids)), ("limit", ListPath.Limit));
}
