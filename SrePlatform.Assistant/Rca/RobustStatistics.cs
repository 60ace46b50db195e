namespace SrePlatform.Assistant.Rca;

/// <summary>Order statistics of finite samples. Quantiles are of type 7 (Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996).</summary>
internal static class RobustStatistics
{
    /// <summary>Makes the median absolute deviation of a normal sample estimate its standard deviation.</summary>
    public const double MadToSigma = 1.4826;

    /// <summary>Width of the interquartile range of a standard normal.</summary>
    public const double IqrOfNormal = 1.349;

    /// <summary>Quantile of an ascending, non-empty span.</summary>
    /// <param name="sorted">Ascending, without NaN.</param>
    /// <param name="q">0..1.</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double q)
    {
        var position = q * (sorted.Length - 1);
        var lower = (int)Math.Floor(position);
        if (lower + 1 >= sorted.Length)
            return sorted[^1];
        var share = position - lower;
        return share == 0 ? sorted[lower] : (sorted[lower] * (1 - share)) + (sorted[lower + 1] * share);
    }

    /// <summary>Median of a span, sorting a copy.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        var copy = values.ToArray();
        Array.Sort(copy);
        return Quantile(copy, 0.5);
    }

    /// <summary>Median absolute deviation from <paramref name="center"/> (not scaled to sigma).</summary>
    public static double Mad(ReadOnlySpan<double> values, double center)
    {
        var deviations = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            deviations[i] = Math.Abs(values[i] - center);
        Array.Sort(deviations);
        return Quantile(deviations, 0.5);
    }

    /// <summary>Running medians over <paramref name="width"/> successive values; one value per full window.</summary>
    public static double[] RunningMedian(ReadOnlySpan<double> values, int width)
    {
        if (values.Length < width || width < 1)
            return [];
        var window = values[..width].ToArray();
        Array.Sort(window);
        var medians = new double[values.Length - width + 1];
        medians[0] = Quantile(window, 0.5);
        for (var i = width; i < values.Length; i++)
        {
            Replace(window, values[i - width], values[i]);
            medians[i - width + 1] = Quantile(window, 0.5);
        }

        return medians;
    }

    private static void Replace(double[] sorted, double leaving, double entering)
    {
        var at = Array.BinarySearch(sorted, leaving);
        for (; at + 1 < sorted.Length && sorted[at + 1] < entering; at++)
            sorted[at] = sorted[at + 1];
        for (; at > 0 && sorted[at - 1] > entering; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = entering;
    }
}
