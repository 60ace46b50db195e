namespace SrePlatform.Assistant.Forecasting;

/// <summary>Makes equally spaced samples complete.</summary>
internal static class GapFilling
{
    /// <summary>Drops gaps at the start, continues the last value at the end, and draws straight lines over gaps between.</summary>
    public static double[] Fill(ReadOnlySpan<double> values)
    {
        var first = 0;
        while (first < values.Length && !double.IsFinite(values[first]))
            first++;
        var filled = values[first..].ToArray();
        var last = 0;
        for (var t = 1; t < filled.Length; t++)
        {
            if (!double.IsFinite(filled[t]))
                continue;
            for (var g = last + 1; g < t; g++)
                filled[g] = filled[last] + ((filled[t] - filled[last]) * (g - last) / (t - last));
            last = t;
        }

        for (var t = last + 1; t < filled.Length; t++)
            filled[t] = filled[last];
        return filled;
    }
}
