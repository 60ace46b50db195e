namespace SrePlatform.Assistant.Forecasting;

/// <summary>One model, tried.</summary>
/// <param name="Model">What it is.</param>
/// <param name="Forecast">What it expects after the end.</param>
/// <param name="Past">What it expected from each earlier origin.</param>
/// <param name="Error">Mean absolute error of those.</param>
internal sealed record ForecastCandidate(string Model, double[] Forecast, double[][] Past, double Error);

/// <summary>Tries the models that the combination is made of.</summary>
internal static class ForecastCandidates
{
    private static readonly double[] Levels = [0, 0.02, 0.1, 0.3];
    private static readonly double[] Trends = [0, 0.1];
    private static readonly double[] SeasonWeights = [0, 0.05, 0.1, 0.2, 0.35];
    private static readonly double[] Carries = [0, 0.5, 0.8, 0.95];
    private const double Damping = 0.9;

    public static IReadOnlyList<ForecastCandidate> Of(double[] values, int[] origins, int horizon, int[] periods)
    {
        var candidates = new List<ForecastCandidate>();
        foreach (var seasons in Subsets(periods))
        {
            candidates.Add(Smoothed(values, origins, horizon, seasons, ValueScale.Plain));
            if (values.Min() > 0)
                candidates.Add(Smoothed(values, origins, horizon, seasons, ValueScale.Logarithm));
        }

        foreach (var period in periods.DefaultIfEmpty(1))
            candidates.Add(Repeated(values, origins, horizon, period));
        return [.. candidates.Where(c => double.IsFinite(c.Error) && c.Forecast.All(double.IsFinite))];
    }

    /// <summary>Each period alone, and all together.</summary>
    private static IEnumerable<int[]> Subsets(int[] periods) =>
        periods.Length <= 1 ? [periods] : [.. periods.Select(p => new[] { p }), periods];

    private static ForecastCandidate Smoothed(double[] values, int[] origins, int horizon, int[] seasons, ValueScale scale)
    {
        var scaled = scale.Into(values);
        var early = new SeasonalSmoothing(scaled.AsSpan(0, origins[0]), seasons);
        var (best, bestError, past) = (default(SeasonalSmoothing.Constants), double.PositiveInfinity, Rows(origins.Length, horizon));
        foreach (var constants in Grid(seasons.Length > 0))
        {
            var tried = Rows(origins.Length, horizon);
            early.Run(scaled, constants, origins, tried);
            scale.Back(tried);
            var error = ErrorOf(values, origins, tried);
            if (error < bestError)
                (best, bestError, past) = (constants, error, tried);
        }

        var forecast = Rows(1, horizon);
        new SeasonalSmoothing(scaled, seasons).Run(scaled, best, [values.Length], forecast);
        scale.Back(forecast);
        var name = seasons.Length == 0 ? "smoothing" : "smoothing with seasons of " + string.Join(" and ", seasons);
        return new ForecastCandidate(name + scale.Suffix, forecast[0], past, bestError);
    }

    private static IEnumerable<SeasonalSmoothing.Constants> Grid(bool seasonal) =>
        from level in Levels
        from trend in seasonal ? [0.0] : Trends
        from season in seasonal ? SeasonWeights : [0.0]
        from carry in Carries
        select new SeasonalSmoothing.Constants(level, trend, season, carry, Damping);

    /// <summary>The last season again (Naive S).</summary>
    private static ForecastCandidate Repeated(double[] values, int[] origins, int horizon, int period)
    {
        double[][] past = [.. origins.Select(From)];
        return new ForecastCandidate(period == 1 ? "last value" : $"last {period} again", From(values.Length), past, ErrorOf(values, origins, past));

        double[] From(int origin) => [.. Enumerable.Range(0, horizon).Select(h => values[origin - period + (h % period)])];
    }

    private static double ErrorOf(double[] values, int[] origins, double[][] past)
    {
        var (sum, count) = (0.0, 0);
        for (var k = 0; k < origins.Length; k++)
        {
            for (var h = 0; h < past[k].Length; h++)
                (sum, count) = (sum + Math.Abs(past[k][h] - values[origins[k] + h]), count + 1);
        }

        return sum / count;
    }

    private static double[][] Rows(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new double[length])];
}
