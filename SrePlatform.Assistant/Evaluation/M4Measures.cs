using SrePlatform.Assistant.Forecasting;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>The measures and the yardstick of the M4 competition, as its published code computes them.</summary>
internal static class M4Measures
{
    /// <summary>sMAPE in percent, and MASE scaled by the in-sample error of the seasonal naive forecast.</summary>
    public static (double Smape, double Mase) Errors(double[] known, double[] actual, double[] forecast, int season)
    {
        var (percent, absolute, scale) = (0.0, 0.0, 0.0);
        for (var h = 0; h < actual.Length; h++)
        {
            var size = Math.Abs(actual[h]) + Math.Abs(forecast[h]);
            percent += size > 0 ? 200 * Math.Abs(actual[h] - forecast[h]) / size : 0;
            absolute += Math.Abs(actual[h] - forecast[h]);
        }

        for (var t = season; t < known.Length; t++)
            scale += Math.Abs(known[t] - known[t - season]) / (known.Length - season);
        return (percent / actual.Length, scale > 0 ? absolute / actual.Length / scale : 0);
    }

    /// <summary>The last value after classical multiplicative seasonal adjustment, where the season passes a 90 % autocorrelation test.</summary>
    public static double[] Naive2(double[] known, int horizon, int season)
    {
        if (!IsSeasonal(known, season))
            return [.. Enumerable.Repeat(known[^1], horizon)];
        var trend = SeasonalProfile.CentredAverage(known, season);
        var (sums, counts) = (new double[season], new int[season]);
        for (var t = 0; t < known.Length; t++)
        {
            if (double.IsNaN(trend[t]))
                continue;
            sums[t % season] += known[t] / trend[t];
            counts[t % season]++;
        }

        double[] indices = [.. sums.Select((s, i) => s / counts[i])];
        var last = known[^1] / indices[(known.Length - 1) % season];
        return [.. Enumerable.Range(0, horizon).Select(h => last * indices[(known.Length + h) % season])];
    }

    private static bool IsSeasonal(double[] known, int season)
    {
        if (known.Length < 3 * season)
            return false;
        var mean = known.Average();
        var variance = known.Sum(v => (v - mean) * (v - mean));
        var (cumulated, correlation) = (1.0, 0.0);
        for (var lag = 1; lag <= season; lag++)
        {
            correlation = 0;
            for (var t = lag; t < known.Length; t++)
                correlation += (known[t] - mean) * (known[t - lag] - mean) / variance;
            if (lag < season)
                cumulated += 2 * correlation * correlation;
        }

        return Math.Abs(correlation) > 1.645 * Math.Sqrt(cumulated / known.Length);
    }
}
