namespace SrePlatform.ControlPlane.Features.Diagnosis.Panel;

/// <summary>
/// Which part of what was looked at is drawn: enough of the time before the trouble to see what was usual, and not so much that the
/// trouble is a hair at the right edge. Pure.
/// </summary>
internal static class EvidenceWindow
{
    private const double BeforePerAfter = 6;
    private static readonly TimeSpan LeastBefore = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan AroundEvents = TimeSpan.FromSeconds(45);

    /// <param name="start">Begin of what was looked at.</param>
    /// <param name="end">End of it.</param>
    /// <param name="onset">When the trouble began; all is drawn where nobody knows.</param>
    /// <param name="events">What has to be in the picture, such as deployments.</param>
    public static DateTimeOffset Start(DateTimeOffset start, DateTimeOffset end, DateTimeOffset? onset, IEnumerable<DateTimeOffset> events)
    {
        if (onset is not { } began || began <= start || began >= end)
        {
            return start;
        }

        var before = TimeSpan.FromTicks(Math.Max(LeastBefore.Ticks, (long)((end - began).Ticks * BeforePerAfter)));
        var first = events.Where(at => at >= start && at < began).Select(at => at - AroundEvents).Append(began - before).Min();
        return first > start ? first : start;
    }
}
