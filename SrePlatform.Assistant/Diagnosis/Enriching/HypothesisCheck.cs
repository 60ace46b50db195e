using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Agents.Hypothesis;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Rca;
using SrePlatform.Assistant.Tools.VictoriaMetrics;

namespace SrePlatform.Assistant.Diagnosis.Enriching;

/// <summary>
/// Looks whether what a model proposed is so: the series that it names must have moved at the onset, in the direction that it said. A
/// hypothesis without an onset to check at, or without series, is kept as unchecked.
/// </summary>
internal sealed class HypothesisCheck(RangeTool ranges, SignalTool signals, IOptions<IntervalOptions> intervals)
{
    private const double SpreadOfMad = 1.4826;
    private const double Clear = 6;

    public async Task<IReadOnlyList<HypothesisInfo>> CheckAsync(RunContext run, AnalysisDocument document, IReadOnlyList<ProposedHypothesis> proposed, CancellationToken cancellationToken)
    {
        var checkedOnes = new List<HypothesisInfo>();
        foreach (var one in proposed)
        {
            checkedOnes.Add(await CheckAsync(run, document, one, cancellationToken));
        }

        return checkedOnes;
    }

    private async Task<HypothesisInfo> CheckAsync(RunContext run, AnalysisDocument document, ProposedHypothesis proposed, CancellationToken cancellationToken)
    {
        var (observed, values) = await ReadAsync(run, document.Window, proposed, cancellationToken);
        var verdict = document.Window.Onset is not { } onset || values.Count == 0 ? HypothesisVerdict.Unchecked : Judge(values, UnixTime.Of(onset), proposed.Check!.Direction == "up");
        return new HypothesisInfo(proposed.Service!, proposed.Statement!, verdict, observed.Answered ? [observed.Id] : [], observed.Answered ? [observed.Number] : []);
    }

    private async Task<(ObservedSource Observed, IReadOnlyList<(double[] Times, double[] Values)> Values)> ReadAsync(
        RunContext run, AnalysisWindow window, ProposedHypothesis proposed, CancellationToken cancellationToken)
    {
        var interval = TimeSpan.FromSeconds(intervals.Value.Seconds);
        var step = window.StepSeconds > 0 ? TimeSpan.FromSeconds(window.StepSeconds) : interval;
        if (proposed.Check!.Signal is { } signal)
        {
            var query = SignalQueries.For(interval).Single(known => known.Signal == signal);
            var answer = await run.Evidence.ObserveAsync(signals, new SignalArguments(query, window.Start, window.End, step), cancellationToken);
            return (answer, [.. (answer.Value?.Series ?? []).Where(series => series.Service == proposed.Service).Select(series => (series.Times, series.Values))]);
        }

        var raw = await run.Evidence.ObserveAsync(ranges, new RangeArguments(proposed.Check.Query!, window.Start, window.End, step, "a model's hypothesis"), cancellationToken);
        return (raw, [.. (raw.Value ?? []).Where(series => series.Labels.GetValueOrDefault("service") is null or { Length: 0 } || series.Labels["service"] == proposed.Service).Select(series => (series.Times, series.Values))]);
    }

    /// <summary>Supported when a series' median after the onset is far outside of what was usual before, on the right side.</summary>
    internal static HypothesisVerdict Judge(IEnumerable<(double[] Times, double[] Values)> series, double onset, bool up)
    {
        var judged = false;
        foreach (var (times, values) in series)
        {
            double[] before = [.. values.Where((value, index) => times[index] < onset && double.IsFinite(value))];
            double[] after = [.. values.Where((value, index) => times[index] >= onset && double.IsFinite(value))];
            if (before.Length < 4 || after.Length < 2)
            {
                continue;
            }

            judged = true;
            var usual = RobustStatistics.Median(before);
            var spread = Math.Max(SpreadOfMad * RobustStatistics.Mad(before, usual), Math.Max(Math.Abs(usual) * 0.02, 1e-9));
            var moved = (RobustStatistics.Median(after) - usual) / spread;
            if (up ? moved >= Clear : moved <= -Clear)
            {
                return HypothesisVerdict.Supported;
            }
        }

        return judged ? HypothesisVerdict.Refuted : HypothesisVerdict.Unchecked;
    }
}
