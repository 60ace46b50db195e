namespace SrePlatform.ControlPlane.Features.Resources;

internal enum HealthState
{
    /// <summary>Its metrics were read at the last attempt.</summary>
    Up,

    /// <summary>The last attempt to read its metrics failed.</summary>
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
    NoAddress,
    Retired,
    MetricsUnavailable,
}

/// <summary>The health of one resource.</summary>
/// <param name="At">The last sample that it was judged by.</param>
internal sealed record ResourceHealth(HealthState State, HealthReason Reason, DateTimeOffset? At);

/// <summary>What VictoriaMetrics last knew of <c>up</c> for one resource.</summary>
internal readonly record struct LastScrape(double Up, DateTimeOffset At);

/// <summary>Judges health from the last scrape.</summary>
internal static class ResourceHealthDecision
{
    /// <summary>A scrape is old after this many intervals without one.</summary>
    private const int MissedIntervals = 4;

    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(20);

    public static ResourceHealth Decide(bool hasAddress, bool isRetired, bool metricsAvailable, LastScrape? last, DateTimeOffset now, TimeSpan interval)
    {
        if (isRetired)
        {
            return new(HealthState.Unknown, HealthReason.Retired, last?.At);
        }

        if (!hasAddress)
        {
            return new(HealthState.Unknown, HealthReason.NoAddress, null);
        }

        if (!metricsAvailable)
        {
            return new(HealthState.Unknown, HealthReason.MetricsUnavailable, last?.At);
        }

        return last is { } scrape
            ? Judge(scrape, now, interval)
            : new(HealthState.Unknown, HealthReason.NeverScraped, null);
    }

    public static ResourceHealth Judge(LastScrape scrape, DateTimeOffset now, TimeSpan interval)
    {
        var oldAfter = TimeSpan.FromTicks(Math.Max(AtLeast.Ticks, MissedIntervals * interval.Ticks));
        if (now - scrape.At > oldAfter)
        {
            return new(HealthState.Stale, HealthReason.NoRecentScrape, scrape.At);
        }

        return scrape.Up > 0
            ? new(HealthState.Up, HealthReason.Scraped, scrape.At)
            : new(HealthState.Down, HealthReason.ScrapeFailed, scrape.At);
    }
}
