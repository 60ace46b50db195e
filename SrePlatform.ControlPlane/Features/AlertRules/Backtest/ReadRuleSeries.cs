using SrePlatform.ControlPlane.Features.AlertRules.Building;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules.Backtest;

/// <summary>Reads what the chart of a rule draws: the compared value of the series nearest to firing, and the thresholds.</summary>
internal sealed class ReadRuleSeries(VictoriaMetricsClient metrics, Texts texts, TimeProvider time)
{
    private const int Points = 360;
    private const int MostLines = 5;

    public async Task<ChartData> RunAsync(AlertRuleDefinition rule, TimeSpan length, CancellationToken cancellationToken)
    {
        var step = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(length.TotalSeconds / Points)));
        var end = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds() / (long)step.TotalSeconds * (long)step.TotalSeconds);
        var start = end - (Points * step);
        var value = ComparedValue.Of(rule);
        var nearest = value.Operator is "<" or "<=" or "==" ? "bottomk_min" : "topk_max";
        var answer = await metrics.QueryRangeAsync($"{nearest}({MostLines}, {value.Query})", start, end, step, cancellationToken: cancellationToken);
        double[] grid = [.. Enumerable.Range(0, Points + 1).Select(index => start.ToUnixTimeSeconds() + (index * step.TotalSeconds))];
        if (!answer.IsAvailable)
        {
            return new(grid[0], grid[^1], [], []) { Status = "unavailable" };
        }

        List<ChartSeries> lines = [.. answer.Value.Where(series => series.Values.Any(double.IsFinite)).Select(series => new ChartSeries(NameOf(series), OnGrid(series, grid)))];
        if (lines.Count == 0)
        {
            return new(grid[0], grid[^1], [], []) { Status = "empty" };
        }

        lines.AddRange(Thresholds(rule, value).Select(threshold => new ChartSeries(
            texts[$"badge.severity.{Tone.Word(threshold.Severity)}"], [.. grid.Select(_ => (double?)threshold.Value)],
            threshold.Severity switch { RuleSeverity.Critical => "critical", RuleSeverity.Warning => "warning", _ => "muted" })));
        return new(grid[0], grid[^1], grid, lines);
    }

    private static IEnumerable<(RuleSeverity Severity, double Value)> Thresholds(AlertRuleDefinition rule, ComparedValue value)
    {
        if (rule.Builder is { } builder)
        {
            return from severity in RuleExpression.Severities(builder)
                   let threshold = RuleExpression.Threshold(builder.AnyOf[0].AllOf[0], severity)
                   where threshold is not null
                   select (severity, threshold.Value);
        }

        return value.Threshold is { } single ? [(rule.Severity, single)] : [];
    }

    private static string NameOf(RangeSeries series) =>
        new[] { "resource", "service", "instance" }.Select(label => series[label]).FirstOrDefault(name => name.Length > 0) is { } name
            ? series["mountpoint"] is { Length: > 0 } mountpoint ? $"{name} {mountpoint}" : name
            : string.Join(", ", series.Labels.Where(label => label.Key != "__name__").Take(3).Select(label => label.Value)) is { Length: > 0 } values ? values : "value";

    private static double?[] OnGrid(RangeSeries series, double[] grid)
    {
        var values = new double?[grid.Length];
        for (var index = 0; index < series.Times.Length; index++)
        {
            var place = (int)Math.Round((series.Times[index] - grid[0]) / (grid[1] - grid[0]));
            if (place >= 0 && place < grid.Length && double.IsFinite(series.Values[index]))
            {
                values[place] = series.Values[index];
            }
        }

        return values;
    }
}
