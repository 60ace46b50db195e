using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>Grafana's field settings in the platform's own terms.</summary>
internal static class PanelFormats
{
    private static readonly PanelFormat Plain = new("", null, [], new Dictionary<string, string>(), []);

    public static PanelFormat Read(JsonElement panel)
    {
        if (!panel.TryGetProperty("fieldConfig", out var config))
        {
            return Plain;
        }

        var defaults = config.GetProperty("defaults");
        return new PanelFormat(
            Unit(defaults.TryGetProperty("unit", out var unit) ? unit.GetString() : null),
            defaults.TryGetProperty("max", out var max) ? max.GetDouble() : null,
            defaults.TryGetProperty("thresholds", out var thresholds) ? [.. thresholds.GetProperty("steps").EnumerateArray().Select(Step)] : [],
            config.GetProperty("overrides").EnumerateArray().ToDictionary(
                item => item.GetProperty("matcher").GetProperty("options").GetString()!,
                item => Unit(item.GetProperty("properties").EnumerateArray().First(property => property.GetProperty("id").GetString() == "unit").GetProperty("value").GetString()),
                StringComparer.Ordinal),
            panel.TryGetProperty("transformations", out var steps) ? [.. steps.EnumerateArray().SelectMany(Columns)] : []);
    }

    /// <exception cref="InvalidOperationException">Nobody said how to write this unit.</exception>
    internal static string Unit(string? grafana) => grafana switch
    {
        null or "short" or "none" => "",
        "percentunit" => "ratio",
        "s" => "seconds",
        "bytes" => "bytes",
        "Bps" => "bytes_per_second",
        "reqps" or "cps" => "per_second",
        "cores" => "cores",
        _ => throw new InvalidOperationException($"The unit '{grafana}' cannot be written."),
    };

    private static ToneStep Step(JsonElement step) => new(
        step.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null,
        step.GetProperty("color").GetString() switch
        {
            "green" => "healthy",
            "orange" or "yellow" => "warning",
            "red" => "critical",
            "blue" => "accent",
            var other => throw new InvalidOperationException($"The colour '{other}' has no meaning here."),
        });

    private static IEnumerable<PanelColumn> Columns(JsonElement transformation)
    {
        if (transformation.GetProperty("id").GetString() != "organize")
        {
            throw new InvalidOperationException("Only the transformation 'organize' can be drawn.");
        }

        var options = transformation.GetProperty("options");
        var order = options.GetProperty("indexByName");
        return options.GetProperty("renameByName").EnumerateObject()
            .OrderBy(column => order.GetProperty(column.Name).GetInt32())
            .Select(column => new PanelColumn(column.Name, column.Value.GetString()!));
    }
}
