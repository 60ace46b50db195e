using Cronos;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>When something that comes back begins and ends, in the time zone of the people whose calendar it follows. Pure.</summary>
internal static class SilenceSchedule
{
    /// <summary>The five usual fields; null if it cannot be read.</summary>
    public static CronExpression? Parse(string? cron)
    {
        try
        {
            return string.IsNullOrWhiteSpace(cron) || cron.Length > 100 ? null : CronExpression.Parse(cron.Trim());
        }
        catch (CronFormatException)
        {
            return null;
        }
    }

    /// <summary>The stretch that holds now: the latest beginning not longer ago than the duration.</summary>
    public static (DateTimeOffset From, DateTimeOffset? To)? WindowAt(string cron, string timeZone, TimeSpan duration, DateTimeOffset now)
    {
        var (expression, zone) = (Parse(cron), Zone(timeZone));
        if (expression is null || zone is null)
        {
            return null;
        }

        DateTimeOffset? latest = null;
        var next = expression.GetNextOccurrence(now - duration, zone);
        while (next is { } begins && begins <= now)
        {
            latest = begins;
            next = expression.GetNextOccurrence(begins, zone);
        }

        return latest is { } from && from + duration > now ? (from, from + duration) : null;
    }

    /// <summary>The next beginnings after now.</summary>
    public static IReadOnlyList<DateTimeOffset> Next(string cron, string timeZone, DateTimeOffset now, int count)
    {
        var found = new List<DateTimeOffset>();
        if (Parse(cron) is { } expression && Zone(timeZone) is { } zone)
        {
            var next = expression.GetNextOccurrence(now, zone);
            while (next is { } begins && found.Count < count)
            {
                found.Add(begins);
                next = expression.GetNextOccurrence(begins, zone);
            }
        }

        return found;
    }

    public static TimeZoneInfo? Zone(string? id) => id is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
