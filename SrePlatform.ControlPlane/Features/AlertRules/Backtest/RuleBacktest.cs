using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules.Backtest;

/// <summary>One time that a rule would have fired.</summary>
/// <param name="Labels">Of the series.</param>
/// <param name="Start">Unix time at which it would have fired: after the condition held for its duration.</param>
/// <param name="End">When the condition no longer held.</param>
internal sealed record BacktestFiring(IReadOnlyDictionary<string, string> Labels, double Start, double End);

/// <summary>What a rule would have done.</summary>
/// <param name="Firings">Earliest first.</param>
/// <param name="Targets">How many series ever met the condition.</param>
internal sealed record BacktestResult(IReadOnlyList<BacktestFiring> Firings, int Targets)
{
    public TimeSpan FiringFor => TimeSpan.FromSeconds(Firings.Sum(firing => firing.End - firing.Start));
}

/// <summary>
/// Replays a rule over a range query of its whole condition, as vmalert does: a series begins to wait when the condition first holds,
/// fires when it has held for the duration, and starts anew after any evaluation without it. Pure.
/// </summary>
internal static class RuleBacktest
{
    /// <param name="series">The condition's range query: samples exist where it holds.</param>
    /// <param name="step">Seconds between evaluations.</param>
    /// <param name="hold">How long it must hold.</param>
    public static BacktestResult Run(IReadOnlyList<RangeSeries> series, double step, TimeSpan hold)
    {
        var firings = new List<BacktestFiring>();
        foreach (var one in series)
        {
            foreach (var (since, until) in Spans(one, step))
            {
                // A firing lasts at least until the next evaluation, which finds the condition gone.
                if (until - since >= hold.TotalSeconds)
                {
                    firings.Add(new(one.Labels, since + hold.TotalSeconds, until + step));
                }
            }
        }

        return new([.. firings.OrderBy(firing => firing.Start)], series.Count(one => one.Times.Length > 0));
    }

    private static IEnumerable<(double Since, double Until)> Spans(RangeSeries series, double step)
    {
        double? since = null;
        var last = 0d;
        for (var index = 0; index < series.Times.Length; index++)
        {
            if (double.IsNaN(series.Values[index]))
            {
                continue;
            }

            var at = series.Times[index];
            if (since is { } start && at - last > step * 1.5)
            {
                yield return (start, last);
                since = null;
            }

            since ??= at;
            last = at;
        }

        if (since is { } open)
        {
            yield return (open, last);
        }
    }
}
