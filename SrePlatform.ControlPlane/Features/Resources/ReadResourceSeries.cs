using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Reads what one chart of a resource draws.</summary>
internal sealed class ReadResourceSeries(VictoriaMetricsClient metrics, ScrapeInterval interval, Texts texts, TimeProvider time)
{
    private const int MostLines = 12;

    public async Task<ChartData> RunAsync(Resource resource, ResourceChart chart, ChartRange range, CancellationToken cancellationToken)
    {
        var (start, end) = range.Around(time.GetUtcNow(), interval.Value);
        var step = range.Step(interval.Value);
        var grid = Grid(start, end, step);
        var lines = new List<ChartSeries>();
        foreach (var line in chart.Lines)
        {
            var answer = await metrics.QueryRangeAsync(ResourceCharts.Query(line, resource.Id, range.Window(interval.Value)), start, end, step, cancellationToken: cancellationToken);
            if (!answer.IsAvailable)
            {
                return new(grid[0], grid[^1], [], []) { Status = "unavailable" };
            }

            lines.AddRange(answer.Value
                .Where(series => series.Values.Any(double.IsFinite))
                .OrderBy(series => line.ByLabel is { } label ? series[label] : "", StringComparer.Ordinal)
                .Take(MostLines)
                .Select(series => new ChartSeries(line.ByLabel is { } label ? series[label] : texts[$"resources.line.{line.Name}"], OnGrid(series, grid), line.Tone)));
        }

        return lines.Count == 0
            ? new(grid[0], grid[^1], [], []) { Status = "empty" }
            : new(grid[0], grid[^1], grid, lines) { Flags = await DeploymentsAsync(resource, range, grid, cancellationToken) };
    }

    internal static double[] Grid(DateTimeOffset start, DateTimeOffset end, TimeSpan step)
    {
        var seconds = step.TotalSeconds;
        return [.. Enumerable.Range(0, (int)((end - start).TotalSeconds / seconds) + 1).Select(index => start.ToUnixTimeSeconds() + (index * seconds))];
    }

    /// <summary>The samples at the times of the grid; a time without one is a gap, not a zero.</summary>
    internal static double?[] OnGrid(RangeSeries series, double[] grid)
    {
        var values = new double?[grid.Length];
        var step = grid.Length > 1 ? grid[1] - grid[0] : 1;
        for (var index = 0; index < series.Times.Length; index++)
        {
            var place = (int)Math.Round((series.Times[index] - grid[0]) / step);
            if (place >= 0 && place < grid.Length && double.IsFinite(series.Values[index]))
            {
                values[place] = series.Values[index];
            }
        }

        return values;
    }

    /// <summary>What was deployed in the window: the platform writes each version's time as a series.</summary>
    private async Task<IReadOnlyList<ChartFlag>> DeploymentsAsync(Resource resource, ChartRange range, double[] grid, CancellationToken cancellationToken)
    {
        var query = $"last_over_time(sre_deployment_timestamp_seconds{{service={MetricsQl.Quote(resource.Service)}}}[{MetricsQl.Duration(range.Length)}])";
        var answer = await metrics.QueryAsync(query, cancellationToken: cancellationToken);
        return answer.IsAvailable
            ? [.. answer.Value.Where(sample => sample.Value >= grid[0] && sample.Value <= grid[^1]).Select(sample => new ChartFlag(sample.Value, sample["version"]))]
            : [];
    }
}
