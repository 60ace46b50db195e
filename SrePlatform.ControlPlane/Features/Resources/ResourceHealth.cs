namespace SrePlatform.ControlPlane.Features.Resources;

internal enum HealthState
{
    /// <summary>What was asked of it last was answered.</summary>
    Up,

    /// <summary>It answers, and an alert about it fires.</summary>
    Degraded,

    /// <summary>What was asked of it last was not answered.</summary>
    Down,

    /// <summary>Nobody has tried for a while.</summary>
    Stale,

    /// <summary>There is nothing to judge by.</summary>
    Unknown,
}

/// <summary>Why a resource has the health that it has.</summary>
internal enum HealthReason
{
    Scraped,
    ScrapeFailed,
    NoRecentScrape,
    NeverScraped,
    CheckPassed,
    CheckFailed,
    NoRecentCheck,
    AlertFiring,
    NoAddress,
    Retired,
    MetricsUnavailable,
}

/// <summary>The health of one resource.</summary>
/// <param name="At">The last sample that it was judged by.</param>
/// <param name="What">Which check or rule the reason is about.</param>
internal sealed record ResourceHealth(HealthState State, HealthReason Reason, DateTimeOffset? At, string? What = null);

/// <summary>What VictoriaMetrics last knew of <c>up</c> for one resource.</summary>
internal readonly record struct LastScrape(double Up, DateTimeOffset At);

/// <summary>Judges health from the last scrape, from what checks found and from what fires.</summary>
internal static class ResourceHealthDecision
{
    /// <summary>A scrape is old after this many intervals without one.</summary>
    private const int MissedIntervals = 4;

    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(20);

    /// <summary>What is worse says how it is; of what is equally bad, what was said first.</summary>
    private static readonly HealthState[] WorstFirst = [HealthState.Down, HealthState.Stale, HealthState.Degraded, HealthState.Up];

    public static ResourceHealth Decide(
        bool hasAddress, bool isRetired, bool metricsAvailable, LastScrape? last, IReadOnlyList<ResourceHealth> evidence, DateTimeOffset now, TimeSpan interval)
    {
        if (isRetired)
        {
            return new(HealthState.Unknown, HealthReason.Retired, last?.At);
        }

        var all = hasAddress && metricsAvailable && last is { } scrape ? [Judge(scrape, now, interval), .. evidence] : evidence;
        foreach (var state in WorstFirst)
        {
            if (all.FirstOrDefault(one => one.State == state) is { } found)
            {
                return found;
            }
        }

        return new(HealthState.Unknown, !hasAddress ? HealthReason.NoAddress : metricsAvailable ? HealthReason.NeverScraped : HealthReason.MetricsUnavailable, last?.At);
    }

    public static ResourceHealth Judge(LastScrape scrape, DateTimeOffset now, TimeSpan interval)
    {
        if (IsOld(scrape.At, now, interval))
        {
            return new(HealthState.Stale, HealthReason.NoRecentScrape, scrape.At);
        }

        return scrape.Up > 0
            ? new(HealthState.Up, HealthReason.Scraped, scrape.At)
            : new(HealthState.Down, HealthReason.ScrapeFailed, scrape.At);
    }

    /// <summary>Whether something that is repeated so often has not been for too long.</summary>
    public static bool IsOld(DateTimeOffset at, DateTimeOffset now, TimeSpan interval) =>
        now - at > TimeSpan.FromTicks(Math.Max(AtLeast.Ticks, MissedIntervals * interval.Ticks));
}
