namespace SrePlatform.Assistant.Forecasting;

/// <summary>
/// The steady part of a series' movement: the median of all pairwise slopes (Theil 1950, Sen 1968) with Sen's rank interval, which
/// up to 29 % of wild samples cannot bend.
/// </summary>
/// <param name="Slope">Change per step; 0 when the interval holds 0.</param>
/// <param name="Lower">Lower end of the 90 % interval of the slope.</param>
/// <param name="Upper">Upper end of the 90 % interval of the slope.</param>
public sealed record TrendLine(double Slope, double Lower, double Upper)
{
    private const double Normal95 = 1.6449;
    private const int Fewest = 4;

    /// <summary>Whether the movement is told from standing still.</summary>
    public bool IsSignificant => Slope != 0;

    /// <summary>Fits a line through equally spaced values; NaN is a gap. Fewer than four values have no trend.</summary>
    public static TrendLine Through(ReadOnlySpan<double> values)
    {
        var slopes = new List<double>();
        var known = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                continue;
            known++;
            for (var j = i + 1; j < values.Length; j++)
            {
                if (double.IsFinite(values[j]))
                    slopes.Add((values[j] - values[i]) / (j - i));
            }
        }

        if (known < Fewest)
            return new TrendLine(0, 0, 0);
        slopes.Sort();
        double n = known;
        var spread = Normal95 * Math.Sqrt(n * (n - 1) * ((2 * n) + 5) / 18);
        var lower = slopes[(int)Math.Clamp(Math.Floor((slopes.Count - spread) / 2), 0, slopes.Count - 1)];
        var upper = slopes[(int)Math.Clamp(Math.Ceiling((slopes.Count + spread) / 2), 0, slopes.Count - 1)];
        var middle = slopes.Count / 2;
        var median = slopes.Count % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
        return new TrendLine(lower > 0 || upper < 0 ? median : 0, lower, upper);
    }
}
