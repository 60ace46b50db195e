using System.Text.Json;
using System.Text.RegularExpressions;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>Reads the part of Grafana's dashboard files that the Control Plane draws; what it cannot draw is an error, not left out.</summary>
internal static partial class DashboardFile
{
    private const string PlatformWide = "platform-wide";

    /// <exception cref="InvalidOperationException">The file has something that cannot be drawn.</exception>
    public static Dashboard Read(string name, Stream file)
    {
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        return new Dashboard(
            name,
            root.GetProperty("uid").GetString()!,
            root.GetProperty("tags").EnumerateArray().Any(tag => tag.GetString() == PlatformWide),
            [.. root.GetProperty("templating").GetProperty("list").EnumerateArray().Select(Variable)],
            [.. root.GetProperty("panels").EnumerateArray().OrderBy(panel => At(panel, "y")).ThenBy(panel => At(panel, "x")).Select(Panel)]);
    }

    private static int At(JsonElement panel, string side) => panel.GetProperty("gridPos").GetProperty(side).GetInt32();

    private static DashboardVariable Variable(JsonElement variable)
    {
        var query = variable.GetProperty("query").GetProperty("query").GetString()!;
        return LabelValues().Match(query) is { Success: true } match
            ? new DashboardVariable(variable.GetProperty("name").GetString()!, match.Groups[1].Value, match.Groups[2].Value)
            : throw new InvalidOperationException($"The variable query '{query}' is not label_values(series, label).");
    }

    private static Panel Panel(JsonElement panel)
    {
        var kind = panel.GetProperty("type").GetString() switch
        {
            "row" => PanelKind.Row,
            "timeseries" => PanelKind.TimeSeries,
            "stat" => PanelKind.Stat,
            "gauge" => PanelKind.Gauge,
            "bargauge" => PanelKind.BarGauge,
            "table" => PanelKind.Table,
            var other => throw new InvalidOperationException($"A panel of type '{other}' cannot be drawn."),
        };
        return new Panel(
            panel.GetProperty("id").GetInt32(),
            kind,
            panel.GetProperty("title").GetString()!,
            Text(panel, "description"),
            At(panel, "w"),
            panel.TryGetProperty("targets", out var targets) ? [.. targets.EnumerateArray().Select(Target)] : [],
            PanelFormats.Read(panel));
    }

    private static PanelTarget Target(JsonElement target) => target.GetProperty("datasource").GetProperty("uid").GetString() switch
    {
        "victoria-metrics" => new(QueryLanguage.MetricsQl, target.GetProperty("expr").GetString()!, Text(target, "legendFormat") is { } legend and not "__auto" ? legend : null),
        "reporting" => new(QueryLanguage.Sql, target.GetProperty("rawSql").GetString()!, null),
        var other => throw new InvalidOperationException($"The data source '{other}' is not known."),
    };

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    [GeneratedRegex(@"^label_values\((.+),\s*(\w+)\)$")]
    private static partial Regex LabelValues();
}
