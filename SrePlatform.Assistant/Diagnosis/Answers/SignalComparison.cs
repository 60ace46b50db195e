using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Rca;
using SrePlatform.Assistant.Tools.VictoriaMetrics;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>One signal of one service in two windows.</summary>
/// <param name="Score">How far the medians are apart, in spreads of the first window; signed.</param>
/// <param name="Observations">Where both were read.</param>
internal sealed record SignalDifference(string Service, string? Peer, string Signal, double? Before, double? After, double Score, IReadOnlyList<int> Observations)
{
    private const double Clear = 6;

    /// <summary>Far outside of what was usual in the first window.</summary>
    public bool Moved => Math.Abs(Score) >= Clear;

    /// <summary>Moved to where it hurts.</summary>
    public bool Worse => Moved && (Signal == Signals.Availability ? Score < 0 : Signal != Signals.RequestRate && Score > 0);

    public (string Name, object? Value)[] Args =>
        [("service", Peer is null ? Service : $"{Service} to {Peer}"), ("signal", Signal), ("unit", Units.Of(Signal)), ("before", Before), ("after", After)];
}

/// <summary>Asks for the signals in two windows and compares their medians.</summary>
internal sealed class SignalComparison(SignalTool tool, IOptions<IntervalOptions> intervals)
{
    private const int AtOnce = 4;
    private const double SpreadOfMad = 1.4826;

    /// <param name="signals">Those to ask for; all unless given.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<SignalDifference>> CompareAsync(
        RunContext run, (DateTimeOffset Start, DateTimeOffset End) first, (DateTimeOffset Start, DateTimeOffset End) second, IReadOnlyCollection<string>? signals, CancellationToken cancellationToken)
    {
        using var turns = new SemaphoreSlim(AtOnce);
        var asked = SignalQueries.For(TimeSpan.FromSeconds(intervals.Value.Seconds))
            .Where(query => query.Signal != SignalQueries.PeerRequestRate && signals?.Contains(query.Signal) != false);
        var pairs = await Task.WhenAll(asked.Select(async query => (Before: await AskAsync(query, first), After: await AskAsync(query, second))));
        return [.. pairs.SelectMany(pair => Differences(pair.Before, pair.After))];

        async Task<Observed<SignalSeries>> AskAsync(SignalQuery query, (DateTimeOffset Start, DateTimeOffset End) window)
        {
            await turns.WaitAsync(cancellationToken);
            try
            {
                var step = RangeArguments.StepFor(window.End - window.Start, TimeSpan.FromSeconds(intervals.Value.Seconds));
                return await run.Evidence.ObserveAsync(tool, new SignalArguments(query, window.Start, window.End, step), cancellationToken);
            }
            finally
            {
                turns.Release();
            }
        }
    }

    private static IEnumerable<SignalDifference> Differences(Observed<SignalSeries> before, Observed<SignalSeries> after)
    {
        var earlier = (before.Value?.Series ?? []).ToDictionary(series => (series.Service, series.Peer));
        var later = (after.Value?.Series ?? []).ToDictionary(series => (series.Service, series.Peer));
        foreach (var key in earlier.Keys.Union(later.Keys))
        {
            double[] was = Finite(earlier.GetValueOrDefault(key)), now = Finite(later.GetValueOrDefault(key));
            var signal = (before.Value ?? after.Value)!.Signal;
            yield return new SignalDifference(
                key.Service, key.Peer, signal, Median(was), Median(now), Score(signal, was, now), [before.Number, after.Number]);
        }
    }

    private static double Score(string signal, double[] was, double[] now)
    {
        if (was.Length == 0 || now.Length == 0)
        {
            return 0;
        }

        var usual = RobustStatistics.Median(was);
        var spread = Math.Max(SpreadOfMad * RobustStatistics.Mad(was, usual), Math.Max(Math.Abs(usual) * 0.02, Smallest(signal)));
        return (RobustStatistics.Median(now) - usual) / spread;
    }

    /// <summary>Spreads below these are nobody's concern.</summary>
    private static double Smallest(string signal) => Units.Of(signal) switch
    {
        Units.Share => 0.002,
        Units.Seconds => 0.001,
        Units.Cores => 0.01,
        Units.Bytes => 1e6,
        _ => 0.1,
    };

    private static double? Median(double[] values) => values.Length == 0 ? null : RobustStatistics.Median(values);

    private static double[] Finite(MetricSeries? series) => series is null ? [] : [.. series.Values.Where(double.IsFinite)];
}
