using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.DataSources.Grafana;
using SrePlatform.Assistant.Tools.ControlPlane;

namespace SrePlatform.Assistant.Tools.Grafana;

/// <summary>A note on Grafana's time axis.</summary>
internal sealed record GrafanaAnnotation(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("time")] long Time,
    [property: JsonPropertyName("text")] string? Text,
    [property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags);

/// <summary>A dashboard of Grafana.</summary>
internal sealed record GrafanaDashboard(
    [property: JsonPropertyName("uid")] string Uid,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("url")] string? Url,
    [property: JsonPropertyName("folderTitle")] string? Folder);

/// <summary>Reads what was noted on Grafana's time axis in a window.</summary>
internal sealed class GrafanaAnnotationsTool(GrafanaClient client, RequesterAccess requester) : ITool<WindowArguments, IReadOnlyList<GrafanaAnnotation>>
{
    /// <summary>Grafana knows no teams: it is for those who see everything.</summary>
    public bool IsOn => client.IsOn && !requester.IsLimited;

    public string Name => "grafana_annotations";

    public string Source => Sources.Grafana;

    public ToolQuestion Describe(WindowArguments arguments) => new("/api/annotations", arguments.ToJson(), arguments.Since, arguments.Until);

    public Task<ToolBytes> FetchAsync(WindowArguments arguments, CancellationToken cancellationToken) => client.AnnotationsAsync(arguments.Since, arguments.Until, cancellationToken);

    public ToolReading<IReadOnlyList<GrafanaAnnotation>> Read(WindowArguments arguments, ReadOnlySpan<byte> content)
    {
        var items = JsonSerializer.Deserialize<List<GrafanaAnnotation>>(content) ?? throw new JsonException("The list of annotations is null.");
        return new(items, items.Count == 0, $"{items.Count} annotations");
    }
}

internal sealed record DashboardsArguments(string Words);

/// <summary>Finds dashboards by the words of their titles.</summary>
internal sealed class GrafanaDashboardsTool(GrafanaClient client, RequesterAccess requester) : ITool<DashboardsArguments, IReadOnlyList<GrafanaDashboard>>
{
    public bool IsOn => client.IsOn && !requester.IsLimited;

    public string Name => "grafana_dashboards";

    public string Source => Sources.Grafana;

    public ToolQuestion Describe(DashboardsArguments arguments) => new($"/api/search?query={arguments.Words}", new JsonObject { ["words"] = arguments.Words });

    public Task<ToolBytes> FetchAsync(DashboardsArguments arguments, CancellationToken cancellationToken) => client.DashboardsAsync(arguments.Words, cancellationToken);

    public ToolReading<IReadOnlyList<GrafanaDashboard>> Read(DashboardsArguments arguments, ReadOnlySpan<byte> content)
    {
        var items = JsonSerializer.Deserialize<List<GrafanaDashboard>>(content) ?? throw new JsonException("The list of dashboards is null.");
        return new(items, items.Count == 0, $"{items.Count} dashboards");
    }
}
