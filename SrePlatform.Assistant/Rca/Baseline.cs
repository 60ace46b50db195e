namespace SrePlatform.Assistant.Rca;

/// <summary>What a series is usually like.</summary>
/// <param name="Center">Median, in the signal's unit.</param>
/// <param name="Scale">Robust standard deviation, never below the floors; in the signal's unit, above 0.</param>
/// <param name="Reach">How far sustained levels strayed from the median in the baseline itself (98th percentile).</param>
/// <param name="DriftPerSecond">Steady rise or fall, in the signal's unit per second; 0 where halves of the baseline agree.</param>
/// <param name="Seconds">Time from the first to the last sample, plus one step.</param>
internal readonly record struct Baseline(double Center, double Scale, double Reach, double DriftPerSecond, double Seconds)
{
    private const int FewestSamples = 3;

    /// <summary>
    /// Median and the larger of MAD and interquartile range, both as estimates of sigma
    /// (Huber, "Robust Statistics", 1981; both survive a quarter of spoilt samples), with floors so that
    /// a constant series does not make every digit a shift.
    /// </summary>
    /// <returns>Null with fewer than three samples.</returns>
    public static Baseline? Of(ReadOnlySpan<double> times, ReadOnlySpan<double> values, int width, double step, SignalMeaning meaning)
    {
        if (values.Length < FewestSamples)
            return null;
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var center = RobustStatistics.Quantile(sorted, 0.5);
        var mad = RobustStatistics.Mad(values, center) * RobustStatistics.MadToSigma;
        var iqr = (RobustStatistics.Quantile(sorted, 0.75) - RobustStatistics.Quantile(sorted, 0.25)) / RobustStatistics.IqrOfNormal;
        var floor = Math.Max(meaning.AbsoluteFloor, meaning.RelativeFloor * Math.Abs(center));
        var scale = Math.Max(Math.Max(mad, iqr), floor);
        return double.IsFinite(scale)
            ? new Baseline(center, scale, ReachOf(values, width, center), DriftOf(times, values, scale), times[^1] - times[0] + step)
            : null;
    }

    /// <summary>
    /// From the medians of the two halves, where they differ by more than one scale and the quarters agree in direction
    /// (a drift, not a step): what merely goes on as before is no shift.
    /// </summary>
    private static double DriftOf(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double scale)
    {
        if (values.Length < 16)
            return 0;
        var (half, quarter) = (values.Length / 2, values.Length / 4);
        var rise = RobustStatistics.Median(values[half..]) - RobustStatistics.Median(values[..half]);
        if (Math.Abs(rise) <= scale)
            return 0;
        var early = RobustStatistics.Median(values[quarter..half]) - RobustStatistics.Median(values[..quarter]);
        var late = RobustStatistics.Median(values[^quarter..]) - RobustStatistics.Median(values[half..^quarter]);
        return Math.Min(early / rise, late / rise) > 0.25 ? rise / (times[half] - times[0]) : 0;
    }

    private static double ReachOf(ReadOnlySpan<double> values, int width, double center)
    {
        var levels = RobustStatistics.RunningMedian(values, Math.Min(width, values.Length));
        for (var i = 0; i < levels.Length; i++)
            levels[i] = Math.Abs(levels[i] - center);
        Array.Sort(levels);
        return RobustStatistics.Quantile(levels, 0.98);
    }
}
