namespace SrePlatform.Assistant.Forecasting;

/// <summary>
/// Forecasts by a weighted mean of simple seasonal models, each weighed by how it did on samples held back from it:
/// combinations of simple methods were hard to beat in the M4 competition (Makridakis, Spiliotis and Assimakopoulos,
/// "The M4 Competition: 100,000 time series and 61 forecasting methods", IJF 2020). Intervals are the combination's own
/// errors on the held-back samples (split conformal prediction: Lei et al., "Distribution-Free Predictive Inference
/// for Regression", JASA 2018).
/// </summary>
public static class Forecaster
{
    private const int Folds = 4;

    /// <summary>Weights fall with this power of the error.</summary>
    private const double Sharpness = 4;

    /// <summary>Forecasts.</summary>
    /// <param name="values">Equally spaced samples, oldest first; NaN is a gap.</param>
    /// <param name="horizon">Steps ahead, at least 1.</param>
    /// <param name="periods">Samples per season that may exist (an hour, a day, a week); each is tried where the series is long enough.</param>
    /// <param name="level">Share of outcomes that the interval should hold, 0..1.</param>
    public static SeriesForecast Forecast(ReadOnlySpan<double> values, int horizon, IReadOnlyList<int> periods, double level = 0.9)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var known = GapFilling.Fill(values);
        if (known.Length == 0)
            return Flat(double.NaN, double.NaN, horizon, level);
        var folds = Math.Clamp((known.Length / horizon) - 2, 0, Folds);
        if (folds == 0)
            return FromSpread(known, horizon, level);
        int[] origins = [.. Enumerable.Range(0, folds).Select(k => known.Length - (horizon * (folds - k)))];
        int[] usable = [.. periods.Where(p => p > 1 && 2 * p <= origins[0]).Distinct().Order()];
        var candidates = ForecastCandidates.Of(known, origins, horizon, usable);
        var best = candidates.Min(c => c.Error);
        double[] weights = [.. candidates.Select(c => Weight(c.Error, best))];
        var sum = weights.Sum();
        for (var i = 0; i < weights.Length; i++)
            weights[i] /= sum;
        var point = Combine([.. candidates.Select(c => c.Forecast)], weights, horizon);
        var band = Band(known, origins, candidates, weights, horizon, level);
        var floor = known.Min() >= 0 ? 0 : double.NegativeInfinity;
        return new SeriesForecast(
            [.. point.Select(p => Math.Max(p, floor))],
            [.. point.Select((p, h) => Math.Max(p - band[h], floor))],
            [.. point.Select((p, h) => Math.Max(p + band[h], floor))],
            level,
            [.. candidates.Select((c, i) => new ForecastMember(c.Model, weights[i], c.Error)).OrderByDescending(m => m.Weight)]);
    }

    private static double Weight(double error, double best) =>
        best <= 0 ? (error <= 0 ? 1 : 0) : Math.Pow(best / error, Sharpness);

    private static double[] Combine(double[][] forecasts, double[] weights, int horizon)
    {
        var result = new double[horizon];
        for (var i = 0; i < forecasts.Length; i++)
        {
            for (var h = 0; h < horizon; h++)
                result[h] += weights[i] * forecasts[i][h];
        }

        return result;
    }

    /// <summary>Half widths: the wanted quantile of the combination's absolute errors near each step, never narrowing.</summary>
    private static double[] Band(
        double[] known, int[] origins, IReadOnlyList<ForecastCandidate> candidates, double[] weights, int horizon, double level)
    {
        var errors = new double[origins.Length][];
        for (var k = 0; k < origins.Length; k++)
        {
            var past = Combine([.. candidates.Select(c => c.Past[k])], weights, horizon);
            errors[k] = [.. past.Select((p, h) => Math.Abs(p - known[origins[k] + h]))];
        }

        var reach = Math.Max(3, horizon / 6);
        var band = new double[horizon];
        for (var h = 0; h < horizon; h++)
        {
            var from = Math.Clamp(h - reach, 0, Math.Max(0, horizon - (2 * reach) - 1));
            double[] near = [.. errors.SelectMany(e => e.Skip(from).Take((2 * reach) + 1)).Order()];
            var rank = (int)Math.Ceiling(level * (near.Length + 1)) - 1;
            band[h] = Math.Max(near[Math.Min(rank, near.Length - 1)], h > 0 ? band[h - 1] : 0);
        }

        return band;
    }

    /// <summary>Too short to hold anything back: the last value, with a band that grows like a random walk's.</summary>
    private static SeriesForecast FromSpread(double[] known, int horizon, double level)
    {
        var steps = known.Skip(1).Select((v, i) => Math.Abs(v - known[i])).Order().ToArray();
        var step = steps.Length == 0 ? 0 : steps[(int)Math.Min(steps.Length - 1, level * steps.Length)];
        return Flat(known[^1], step, horizon, level);
    }

    private static SeriesForecast Flat(double value, double step, int horizon, double level)
    {
        double[] widths = [.. Enumerable.Range(1, horizon).Select(h => step * Math.Sqrt(h))];
        return new SeriesForecast(
            [.. widths.Select(_ => value)], [.. widths.Select(w => value - w)], [.. widths.Select(w => value + w)], level,
            [new ForecastMember("last value", 1, double.NaN)]);
    }
}
