using System.Globalization;
using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>Fills in what Grafana would: variables and macros. Values stay values, whatever is in them.</summary>
internal static partial class QueryText
{
    private const string Everything = ".*";

    /// <summary>A query with its variables filled in; a variable without chosen values matches everything.</summary>
    public static string MetricsQl(string expression, PanelWindow window, IReadOnlyDictionary<string, IReadOnlyList<string>> chosen) =>
        VariableName().Replace(expression, found => found.Groups[1].Value switch
        {
            "__rate_interval" => Platform.VictoriaMetrics.MetricsQl.Duration(window.RateWindow),
            "__interval" => Platform.VictoriaMetrics.MetricsQl.Duration(window.Step),
            "__range" => Platform.VictoriaMetrics.MetricsQl.Duration(window.Length),
            var name => chosen.TryGetValue(name, out var values) && values.Count > 0 ? Platform.VictoriaMetrics.MetricsQl.Alternatives(values) : Everything,
        });

    /// <summary>A statement with its macros filled in. Nothing that a person typed goes into it.</summary>
    public static string Sql(string statement, PanelWindow window)
    {
        var step = ((long)window.Step.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var filtered = TimeFilter().Replace(statement, found => $"{found.Groups[1].Value} BETWEEN {Literal(window.Start)} AND {Literal(window.End)}");
        return TimeGroup().Replace(filtered, found => $"floor(extract(epoch from {found.Groups[1].Value}) / {step}) * {step} AS time");
    }

    private static string Literal(DateTimeOffset at) => $"timestamptz '{at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}'";

    [GeneratedRegex(@"\$(\w+)")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\$__timeFilter\((\w+)\)")]
    private static partial Regex TimeFilter();

    [GeneratedRegex(@"\$__timeGroupAlias\((\w+), \$__interval\)")]
    private static partial Regex TimeGroup();
}
