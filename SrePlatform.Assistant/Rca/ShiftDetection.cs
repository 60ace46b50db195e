namespace SrePlatform.Assistant.Rca;

/// <summary>
/// Robust shift of one series: median and scale of the baseline against the most deviating level that held for a while
/// after it. The idea of scoring by median and interquartile range, which survives a hint that is off, is that of
/// BARO (Pham et al., "BARO: Robust Root Cause Analysis for Microservices via Multivariate Bayesian Online Change
/// Point Detection", FSE 2024); the running median in place of the maximum keeps single outliers from counting.
/// </summary>
public static class ShiftDetection
{
    /// <summary>An earlier episode has ended once this many samples are left to be judged.</summary>
    private const int FewestAfterwards = 3;

    /// <summary>Judges what follows the window's cut by what precedes it.</summary>
    public static SeriesShift Detect(MetricSeries series, ShiftWindow window, RankingParameters parameters)
    {
        var samples = FiniteSamples.Of(series, window.Start, window.End);
        var cut = samples.IndexAt(window.Cut);
        var meaning = Signals.Of(series.Signal);
        var width = SustainedWidth(window.StepSeconds, parameters);
        var vanished = HasVanished(samples, window);
        var baseline = UsualOf(samples, cut, width, window, meaning);
        var after = samples.Values.AsSpan(cut);
        if (baseline is not { } usual || after.Length == 0)
        {
            var level = after.Length > 0 ? RobustStatistics.Median(after) : double.NaN;
            return new SeriesShift(series, false, baseline?.Center ?? double.NaN, level, 0, 0, null, baseline?.Seconds ?? 0, false, false, vanished);
        }

        var earlier = EarlierEpisode(samples, cut, usual);
        cut += earlier;
        after = after[earlier..];
        var levels = RobustStatistics.RunningMedian(after, Math.Min(width, after.Length));
        var peak = 0;
        for (var i = 1; i < levels.Length; i++)
        {
            if (Math.Abs(levels[i] - usual.Center) > Math.Abs(levels[peak] - usual.Center))
                peak = i;
        }

        var move = levels[peak] - usual.Center;
        var surprise = Surprise(move, usual, samples.Times[Math.Min(cut + peak, samples.Count - 1)] - samples.Times[cut / 2]);
        var score = surprise / usual.Scale;
        var shifted = score >= parameters.ShiftThreshold && Math.Abs(move) > usual.Reach;
        var direction = Math.Sign(move);
        var onset = shifted ? OnsetOf(samples, cut, peak + (Math.Min(width, after.Length) / 2), usual, direction, Math.Abs(move)) : null;
        return new SeriesShift(
            series, true, usual.Center, levels[peak], double.IsFinite(score) ? score : double.MaxValue, direction, onset,
            usual.Seconds, shifted, shifted && meaning.IsBad(direction), vanished)
        {
            HasEnded = shifted && (levels[^1] - usual.Center) * direction <= Math.Max(3 * usual.Scale, Math.Abs(move) / 4),
        };
    }

    /// <summary>What precedes the cut, less the time of known trouble.</summary>
    private static Baseline? UsualOf(FiniteSamples samples, int cut, int width, ShiftWindow window, SignalMeaning meaning)
    {
        if (window.Troubled is not { Count: > 0 } troubled)
            return Baseline.Of(samples.Times.AsSpan(0, cut), samples.Values.AsSpan(0, cut), width, window.StepSeconds, meaning);
        int[] kept = [.. Enumerable.Range(0, cut).Where(i => !troubled.Any(range => range.Holds(samples.Times[i])))];
        var usual = Baseline.Of(kept.Select(i => samples.Times[i]).ToArray(), kept.Select(i => samples.Values[i]).ToArray(), width, window.StepSeconds, meaning);
        return usual is { } of ? of with { Seconds = of.Seconds - TimeRange.Covered(troubled, samples.Times[kept[0]], samples.Times[kept[^1]]) } : null;
    }

    /// <summary>
    /// Samples after the cut that still belong to trouble that had begun before it and then ended: what is to be judged begins after them.
    /// 0 when nothing was under way at the cut, or when it never ended.
    /// </summary>
    private static int EarlierEpisode(FiniteSamples samples, int cut, Baseline usual)
    {
        var at = cut;
        while (at < samples.Count && (IsOut(at) || (at + 1 < samples.Count && at > cut && IsOut(at + 1))))
            at++;
        return cut > 0 && IsOut(cut - 1) && samples.Count - at >= FewestAfterwards ? at - cut : 0;

        bool IsOut(int index) => Math.Abs(samples.Values[index] - usual.Center) > 3 * usual.Scale;
    }

    /// <summary>Size of a move, less what the baseline's own drift would have made of it by then.</summary>
    private static double Surprise(double move, Baseline usual, double seconds)
    {
        var drift = usual.DriftPerSecond * Math.Max(0, seconds);
        return Math.Max(0, Math.Abs(move) - Math.Max(0, drift * Math.Sign(move)));
    }

    /// <summary>Samples for which a level must hold.</summary>
    internal static int SustainedWidth(double step, RankingParameters parameters) =>
        step > 0 ? (int)Math.Clamp(Math.Round(parameters.SustainedSeconds / step), 3, 600) : 3;

    /// <summary>
    /// Walks back from the peak to the last sample that was still usual, forgiving single samples;
    /// usual is nearer to the baseline than three scales and than a quarter of the whole move.
    /// </summary>
    private static double? OnsetOf(FiniteSamples samples, int cut, int peakAfterCut, Baseline usual, int direction, double move)
    {
        var limit = Math.Min(3 * usual.Scale, move / 4);
        var at = Math.Min(cut + peakAfterCut, samples.Count - 1);
        while (at > cut && (IsOut(at - 1) || (at - 2 >= cut && IsOut(at - 2))))
            at--;
        return samples.Times[at];

        bool IsOut(int index) => (samples.Values[index] - usual.Center) * direction > limit;
    }

    /// <summary>Whether a series that reported in the baseline has been silent for the last minute (or five steps).</summary>
    private static bool HasVanished(FiniteSamples samples, ShiftWindow window) =>
        samples.Count > 0
        && samples.Times[0] < window.Cut
        && window.End - samples.Times[^1] > Math.Max(60, 5 * window.StepSeconds);
}
