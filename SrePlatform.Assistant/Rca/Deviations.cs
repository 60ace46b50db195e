namespace SrePlatform.Assistant.Rca;

/// <summary>How far a series was from its baseline at each sample, in the bad direction; 0 where it was better than usual.</summary>
/// <param name="Times">Unix seconds, ascending.</param>
/// <param name="Amounts">In the signal's unit, 0 or more.</param>
internal readonly record struct Deviations(double[] Times, double[] Amounts)
{
    /// <summary>From <paramref name="from"/> on.</summary>
    public static Deviations Of(SeriesShift shift, double from)
    {
        var samples = FiniteSamples.Of(shift.Series, from, double.MaxValue);
        var sign = shift.Meaning.Bad switch
        {
            BadDirection.Up => 1,
            BadDirection.Down => -1,
            _ => shift.Direction,
        };
        return new Deviations(samples.Times, [.. samples.Values.Select(v => Math.Max(0, (v - shift.Before) * sign))]);
    }

    /// <summary>
    /// Share of these deviations that vanishes when those of another series are taken away, sample by sample: what
    /// remains is |y - w x| where x is too small, and <paramref name="overshoot"/> of it where x is too large.
    /// </summary>
    /// <param name="other">The deviations x to take away.</param>
    /// <param name="weight">How much of x arrives here, w.</param>
    /// <param name="overshoot">0 forgives an x that is larger than what it should explain, 1 does not.</param>
    /// <param name="tolerance">Samples this far apart, in seconds, belong together.</param>
    /// <returns>0..1; NaN where there is nothing to explain or too little to compare.</returns>
    public double ShareRemovedBy(Deviations other, double weight, double overshoot, double tolerance)
    {
        var (total, remaining, compared, j) = (0.0, 0.0, 0, 0);
        for (var i = 0; i < Times.Length; i++)
        {
            while (j + 1 < other.Times.Length && Math.Abs(other.Times[j + 1] - Times[i]) <= Math.Abs(other.Times[j] - Times[i]))
                j++;
            if (other.Times.Length == 0 || Math.Abs(other.Times[j] - Times[i]) > tolerance)
                continue;
            compared++;
            var left = Amounts[i] - (weight * other.Amounts[j]);
            total += Amounts[i];
            remaining += left >= 0 ? left : -left * overshoot;
        }

        return total > 0 && compared * 2 >= Times.Length ? Math.Clamp(1 - (remaining / total), 0, 1) : double.NaN;
    }
}
