using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules.Backtest;

/// <summary>Asks VictoriaMetrics what a condition would have done over a stretch of the past.</summary>
internal sealed class ReplayRule(VictoriaMetricsClient metrics, ScrapeInterval interval)
{
    /// <summary>More evaluations than this are not asked for at once; they are spread wider instead.</summary>
    private const int MostSteps = 6_000;

    private const int MostSeries = 200;

    public TimeSpan Step(TimeSpan length, TimeSpan? every = null)
    {
        var least = TimeSpan.FromSeconds(Math.Ceiling(length.TotalSeconds / MostSteps));
        var wanted = every ?? interval.Value;
        wanted = wanted < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wanted;
        return wanted > least ? wanted : least;
    }

    public async Task<MetricsAnswer<BacktestResult>> RunAsync(string expression, TimeSpan hold, DateTimeOffset start, DateTimeOffset end, TimeSpan step, CancellationToken cancellationToken)
    {
        var answer = await metrics.QueryRangeAsync($"limitk({MostSeries}, {expression})", start, end, step, cancellationToken: cancellationToken);
        return answer.Select(series => RuleBacktest.Run(series, step.TotalSeconds, hold));
    }
}
