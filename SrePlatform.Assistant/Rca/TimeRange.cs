namespace SrePlatform.Assistant.Rca;

/// <summary>A half-open interval of time.</summary>
/// <param name="From">Unix seconds, included.</param>
/// <param name="To">Unix seconds, excluded.</param>
public readonly record struct TimeRange(double From, double To)
{
    /// <summary>Whether it holds a moment.</summary>
    public bool Holds(double at) => at >= From && at < To;

    /// <summary>Overlapping ranges become one; in order of time.</summary>
    public static IReadOnlyList<TimeRange> Merge(IEnumerable<TimeRange> ranges)
    {
        var merged = new List<TimeRange>();
        foreach (var range in ranges.Where(r => r.To > r.From).OrderBy(r => r.From))
        {
            if (merged.Count > 0 && merged[^1].To >= range.From)
                merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, range.To) };
            else
                merged.Add(range);
        }

        return merged;
    }

    /// <summary>Seconds of [<paramref name="from"/>, <paramref name="to"/>) that merged ranges cover.</summary>
    public static double Covered(IReadOnlyList<TimeRange> merged, double from, double to) =>
        merged.Sum(r => Math.Max(0, Math.Min(r.To, to) - Math.Max(r.From, from)));
}
