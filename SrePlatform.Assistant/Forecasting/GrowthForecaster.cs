namespace SrePlatform.Assistant.Forecasting;

/// <summary>A forecast over weeks, with the growth that it assumes.</summary>
/// <param name="Series">What is expected, at the spacing of the input.</param>
/// <param name="Trend">Growth per sample.</param>
public sealed record GrowthForecast(SeriesForecast Series, TrendLine Trend);

/// <summary>
/// Forecasts far enough for growth to matter. The combination of <see cref="Forecaster"/> damps trends, which is right for hours and
/// wrong for a disk that fills for weeks: so a steady trend, where there is one, is taken out first and put back after, and its
/// uncertainty widens the interval with every step.
/// </summary>
public static class GrowthForecaster
{
    /// <param name="values">Equally spaced, oldest first; NaN is a gap.</param>
    /// <param name="horizon">Samples ahead.</param>
    /// <param name="samplesPerDay">So that the trend is read from whole days, and no daily wave is taken for one.</param>
    /// <param name="level">Share of outcomes that the interval should hold.</param>
    public static GrowthForecast Forecast(ReadOnlySpan<double> values, int horizon, int samplesPerDay, double level = 0.9)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerDay, 1);
        var trend = TrendOf(values, samplesPerDay);
        var rest = new double[values.Length];
        for (var t = 0; t < values.Length; t++)
            rest[t] = values[t] - (trend.Slope * (t - values.Length));
        int[] periods = samplesPerDay > 1 ? [samplesPerDay, samplesPerDay * 7] : [7];
        var plain = Forecaster.Forecast(rest, horizon, periods, level);
        var floor = Lowest(values) >= 0 ? 0 : double.NegativeInfinity;
        double[] point = new double[horizon], lower = new double[horizon], upper = new double[horizon];
        for (var h = 0; h < horizon; h++)
        {
            // The line is pinned where the data are centred; what is not known of its slope grows with the distance from there.
            var ahead = h + (values.Length / 2.0);
            point[h] = Math.Max(floor, plain.Point[h] + (trend.Slope * h));
            var below = plain.Point[h] - plain.Lower[h];
            var above = plain.Upper[h] - plain.Point[h];
            var slack = trend.IsSignificant ? ahead : 0;
            lower[h] = Math.Max(floor, point[h] - Math.Sqrt(Square(below) + Square(slack * (trend.Slope - trend.Lower))));
            upper[h] = point[h] + Math.Sqrt(Square(above) + Square(slack * (trend.Upper - trend.Slope)));
        }

        return new GrowthForecast(new SeriesForecast(point, lower, upper, level, plain.Members), trend);
    }

    private static TrendLine TrendOf(ReadOnlySpan<double> values, int samplesPerDay)
    {
        // Days are counted back from the end, so that the latest one is whole.
        var days = values.Length / samplesPerDay;
        var means = new double[days];
        for (var day = 0; day < days; day++)
            means[day] = Mean(values.Slice(values.Length - ((days - day) * samplesPerDay), samplesPerDay));
        var daily = TrendLine.Through(means);
        return new TrendLine(daily.Slope / samplesPerDay, daily.Lower / samplesPerDay, daily.Upper / samplesPerDay);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
                (sum, count) = (sum + value, count + 1);
        }

        return count == 0 ? double.NaN : sum / count;
    }

    private static double Lowest(ReadOnlySpan<double> values)
    {
        var lowest = double.PositiveInfinity;
        foreach (var value in values)
        {
            if (value < lowest)
                lowest = value;
        }

        return lowest;
    }

    private static double Square(double value) => value * value;
}
