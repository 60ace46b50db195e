namespace SrePlatform.Assistant.Rca;

/// <summary>Decides where the baseline ends.</summary>
internal static class OnsetSearch
{
    private const int Splits = 32;

    /// <summary>A series that a split explains less well than this has no say.</summary>
    private const double LeastGain = 0.2;

    /// <summary>As much as two or three series with a sharp step have together; a slow rise has at most a half.</summary>
    private const double ClearSteps = 1.5;

    /// <summary>Around the hint where there is one; else where most of the strong moves of the symptom begin.</summary>
    public static ShiftWindow Window(RankingInput input, RankingParameters parameters)
    {
        var hint = input.OnsetHint is { } given && double.IsFinite(given) ? given : Search(input, parameters);
        var window = ShiftWindow.Around(input.WindowStart, hint, input.WindowEnd, input.StepSeconds, parameters);
        var cut = input.NotBefore is { } over && over < hint ? Math.Max(window.Cut, over) : window.Cut;
        return window with { Cut = cut, Troubled = input.KeepsTroubled ? [] : input.Troubled };
    }

    /// <summary>
    /// The split that separates the series best, by the sum over series of the gain in absolute deviation from the
    /// median (least absolute deviations; robust to outliers), in halves to eighths of the window. Only steps for the
    /// worse count, since a process that has just started gets faster by itself. A split that would leave too short a
    /// baseline is taken only where the step there is clear in several series. Without any gain: three quarters of the window.
    /// </summary>
    private static double Search(RankingInput input, RankingParameters parameters)
    {
        var gains = Gains(input);
        var length = input.WindowEnd - input.WindowStart;
        var first = FirstWithBaseline(length, parameters);
        if (first < Splits && !gains.AsSpan(0, first).ContainsAnyInRange(ClearSteps, double.MaxValue))
            gains.AsSpan(0, first).Clear();
        var best = Array.IndexOf(gains, gains.Max());
        return gains[best] > 0
            ? input.WindowStart + (length * best / Splits)
            : Math.Max(input.WindowStart + (length * 0.75), input.WindowEnd - (2 * parameters.HintToleranceSeconds));
    }

    /// <summary>The first split with enough time before it, once the guard is taken off; all of them where there is none.</summary>
    private static int FirstWithBaseline(double length, RankingParameters parameters)
    {
        for (var k = Splits / 4; k < Splits; k++)
        {
            var before = length * k / Splits;
            if (ShiftWindow.Around(0, before, length, 0, parameters).Cut >= parameters.MinimumBaselineSeconds)
                return k;
        }

        return Splits;
    }

    private static double[] Gains(RankingInput input)
    {
        var length = input.WindowEnd - input.WindowStart;
        var symptoms = input.Series.Where(s => input.SymptomServices.Contains(s.Service, StringComparer.Ordinal)).ToList();
        var gains = new double[Splits];
        foreach (var series in symptoms.Count > 0 ? symptoms : input.Series)
        {
            var samples = FiniteSamples.Of(series, input.WindowStart, input.WindowEnd);
            var whole = samples.Count < 8 ? 0 : Deviation(samples.Values, out _);
            if (!(whole > 0) || !double.IsFinite(whole))
                continue;
            var meaning = Signals.Of(series.Signal);
            for (var k = Splits / 4; k < Splits; k++)
            {
                var at = samples.IndexAt(input.WindowStart + (length * k / Splits));
                if (at < 3 || samples.Count - at < 3)
                    continue;
                var gain = 1 - ((Deviation(samples.Values.AsSpan(0, at), out var before) + Deviation(samples.Values.AsSpan(at), out var after)) / whole);
                if (gain > LeastGain && meaning.IsBad(Math.Sign(after - before)))
                    gains[k] += gain;
            }
        }

        return gains;
    }

    private static double Deviation(ReadOnlySpan<double> values, out double center)
    {
        center = RobustStatistics.Median(values);
        var sum = 0.0;
        foreach (var value in values)
            sum += Math.Abs(value - center);
        return sum;
    }
}
