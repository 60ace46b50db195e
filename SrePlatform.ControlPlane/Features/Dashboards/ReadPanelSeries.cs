using System.Globalization;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>Reads the lines of a panel over time.</summary>
internal sealed class ReadPanelSeries(VictoriaMetricsClient metrics, ReportingReader reporting)
{
    private const int MostLines = 20;

    public async Task<ChartData> RunAsync(
        Panel panel, PanelWindow window, IReadOnlyDictionary<string, IReadOnlyList<string>> chosen, DashboardAccess access, CancellationToken cancellationToken)
    {
        var grid = ReadResourceSeries.Grid(window.Start, window.End, window.Step);
        var lines = new List<ChartSeries>();
        foreach (var target in panel.Targets)
        {
            if ((target.Language == QueryLanguage.Sql
                ? await FromDatabaseAsync(target, window, grid, access, cancellationToken)
                : await FromMetricsAsync(target, window, chosen, grid, access, cancellationToken)) is not { } more)
            {
                return new(grid[0], grid[^1], [], []) { Status = "unavailable" };
            }

            lines.AddRange(more);
        }

        return lines.Count == 0
            ? new(grid[0], grid[^1], [], []) { Status = "empty" }
            : new(grid[0], grid[^1], grid, [.. lines.OrderBy(line => line.Label, StringComparer.Ordinal).Take(MostLines)]);
    }

    private async Task<IEnumerable<ChartSeries>?> FromMetricsAsync(
        PanelTarget target, PanelWindow window, IReadOnlyDictionary<string, IReadOnlyList<string>> chosen, double[] grid, DashboardAccess access, CancellationToken cancellationToken)
    {
        var answer = await metrics.QueryRangeAsync(
            QueryText.MetricsQl(target.Text, window, chosen), window.Start, window.End, window.Step, access.MetricFilters, cancellationToken);
        return answer.IsAvailable
            ? answer.Value.Where(series => series.Values.Any(double.IsFinite))
                .Select(series => new ChartSeries(Legends.Of(target, series.Labels), ReadResourceSeries.OnGrid(series, grid)))
            : null;
    }

    /// <summary>Rows of <c>time</c>, <c>metric</c> and <c>value</c>: one line for each metric.</summary>
    private async Task<IEnumerable<ChartSeries>?> FromDatabaseAsync(
        PanelTarget target, PanelWindow window, double[] grid, DashboardAccess access, CancellationToken cancellationToken)
    {
        if (!access.SeesAll)
        {
            return [];
        }

        var rows = await reporting.ReadAsync(QueryText.Sql(target.Text, window), cancellationToken);
        return rows.Unavailable is null
            ? rows.Rows.GroupBy(row => row[1] as string ?? "", StringComparer.Ordinal).Select(line => new ChartSeries(
                line.Key,
                ReadResourceSeries.OnGrid(new RangeSeries(new Dictionary<string, string>(), [.. line.Select(row => Number(row[0]))], [.. line.Select(row => Number(row[2]))]), grid)))
            : null;
    }

    private static double Number(object? cell) => Convert.ToDouble(cell, CultureInfo.InvariantCulture);
}
