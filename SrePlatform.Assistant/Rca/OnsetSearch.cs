namespace SrePlatform.Assistant.Rca;

/// <summary>Decides where the baseline ends.</summary>
internal static class OnsetSearch
{
    /// <summary>Around the hint where there is one; else where most of the strong moves of the symptom begin.</summary>
    public static ShiftWindow Window(RankingInput input, RankingParameters parameters)
    {
        var hint = input.OnsetHint is { } given && double.IsFinite(given) ? given : Search(input, parameters);
        var window = ShiftWindow.Around(input.WindowStart, hint, input.WindowEnd, input.StepSeconds, parameters);
        var cut = input.NotBefore is { } over && over < hint ? Math.Max(window.Cut, over) : window.Cut;
        return window with { Cut = cut, Troubled = input.Troubled };
    }

    /// <summary>
    /// The split that separates the series best, by the sum over series of the gain in absolute deviation from the
    /// median (least absolute deviations; robust to outliers), in halves to eighths of the window. Without any gain:
    /// three quarters of the window.
    /// </summary>
    private static double Search(RankingInput input, RankingParameters parameters)
    {
        const int Splits = 32;
        var length = input.WindowEnd - input.WindowStart;
        var symptoms = input.Series.Where(s => input.SymptomServices.Contains(s.Service, StringComparer.Ordinal)).ToList();
        var looked = symptoms.Count > 0 ? symptoms : input.Series;
        var gains = new double[Splits];
        foreach (var series in looked)
        {
            var samples = FiniteSamples.Of(series, input.WindowStart, input.WindowEnd);
            if (samples.Count < 8)
                continue;
            var whole = Deviation(samples.Values);
            if (!(whole > 0) || !double.IsFinite(whole))
                continue;
            for (var k = Splits / 4; k < Splits; k++)
            {
                var at = samples.IndexAt(input.WindowStart + (length * k / Splits));
                if (at < 3 || samples.Count - at < 3)
                    continue;
                var gain = 1 - ((Deviation(samples.Values.AsSpan(0, at)) + Deviation(samples.Values.AsSpan(at))) / whole);
                if (gain > 0.2)
                    gains[k] += gain;
            }
        }

        var best = Array.IndexOf(gains, gains.Max());
        return gains[best] > 0
            ? input.WindowStart + (length * best / Splits)
            : Math.Max(input.WindowStart + (length * 0.75), input.WindowEnd - (2 * parameters.HintToleranceSeconds));
    }

    private static double Deviation(ReadOnlySpan<double> values)
    {
        var center = RobustStatistics.Median(values);
        var sum = 0.0;
        foreach (var value in values)
            sum += Math.Abs(value - center);
        return sum;
    }
}
