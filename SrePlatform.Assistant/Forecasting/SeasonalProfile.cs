namespace SrePlatform.Assistant.Forecasting;

/// <summary>Average shapes of seasons.</summary>
internal static class SeasonalProfile
{
    /// <summary>
    /// One additive profile per period, each from what the shorter ones leave over: the mean deviation, by position,
    /// from the moving average over that period.
    /// </summary>
    /// <param name="values">Equally spaced, finite.</param>
    /// <param name="periods">Ascending.</param>
    public static double[][] Start(ReadOnlySpan<double> values, int[] periods)
    {
        var rest = values.ToArray();
        var profiles = new double[periods.Length][];
        for (var p = 0; p < periods.Length; p++)
        {
            profiles[p] = Of(rest, periods[p]);
            for (var t = 0; t < rest.Length; t++)
                rest[t] -= profiles[p][t % periods[p]];
        }

        return profiles;
    }

    /// <summary>Mean deviation from the centred moving average by position, summing to zero.</summary>
    public static double[] Of(ReadOnlySpan<double> values, int period)
    {
        var sums = new double[period];
        var counts = new int[period];
        var trend = CentredAverage(values, period);
        for (var t = 0; t < values.Length; t++)
        {
            if (double.IsNaN(trend[t]))
                continue;
            sums[t % period] += values[t] - trend[t];
            counts[t % period]++;
        }

        var mean = 0.0;
        for (var i = 0; i < period; i++)
        {
            sums[i] = counts[i] > 0 ? sums[i] / counts[i] : 0;
            mean += sums[i] / period;
        }

        for (var i = 0; i < period; i++)
            sums[i] -= mean;
        return sums;
    }

    /// <summary>Moving average over one period, its ends counted half when the period is even; NaN at both ends.</summary>
    public static double[] CentredAverage(ReadOnlySpan<double> values, int period)
    {
        var result = new double[values.Length];
        Array.Fill(result, double.NaN);
        var half = period / 2;
        var even = period % 2 == 0;
        for (var t = half; t + half < values.Length; t++)
        {
            var sum = 0.0;
            for (var k = -half; k <= half; k++)
                sum += values[t + k] * (even && Math.Abs(k) == half ? 0.5 : 1);
            result[t] = sum / period;
        }

        return result;
    }
}
