using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Clock;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Why a strategy tells of something, or does not.</summary>
internal enum NotifyReason
{
    Matches,
    StrategyIsOff,
    OtherEvent,
    LessSevere,
    LessUrgent,
    OtherService,
    OtherResource,
    OtherTag,
}

/// <summary>When something is told.</summary>
internal enum WhenReason
{
    AtOnce,
    Delayed,
    QuietHours,
}

/// <summary>What a strategy looks at.</summary>
internal sealed record NotifyFacts(
    NotifyOn On, IncidentSeverity Severity, IncidentPriority Priority, IReadOnlyCollection<string> Services, IReadOnlyCollection<Guid> Resources, IReadOnlyCollection<string> Tags);

/// <summary>Decides whether and when a strategy tells of something: pure functions of what is given.</summary>
internal static class NotifyDecision
{
    public static NotifyReason Decide(StrategyDraft strategy, NotifyFacts facts) =>
        !strategy.Enabled ? NotifyReason.StrategyIsOff
        : !strategy.On.Contains(facts.On) ? NotifyReason.OtherEvent
        : facts.Severity < strategy.MinSeverity ? NotifyReason.LessSevere
        : strategy.MinPriority is { } least && facts.Priority > least ? NotifyReason.LessUrgent
        : strategy.Services.Count > 0 && !strategy.Services.Any(facts.Services.Contains) ? NotifyReason.OtherService
        : strategy.Resources.Count > 0 && !strategy.Resources.Any(facts.Resources.Contains) ? NotifyReason.OtherResource
        : strategy.Tags.Count > 0 && !strategy.Tags.Any(tag => facts.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase)) ? NotifyReason.OtherTag
        : NotifyReason.Matches;

    public static (DateTimeOffset At, WhenReason Reason) When(StrategyDraft strategy, IncidentSeverity severity, DateTimeOffset now, TimeSpan? after = null)
    {
        var due = now + (after ?? TimeSpan.FromSeconds(strategy.DelaySeconds));
        var at = severity is IncidentSeverity.Critical && strategy.CriticalBreaksQuiet ? due : AfterQuiet(strategy, due);
        return (at, at > due ? WhenReason.QuietHours : due > now ? WhenReason.Delayed : WhenReason.AtOnce);
    }

    /// <summary>The first moment at or after this one outside of quiet hours, on the clock of the strategy's time zone.</summary>
    private static DateTimeOffset AfterQuiet(StrategyDraft strategy, DateTimeOffset at)
    {
        if (strategy is not { QuietFrom: { } from, QuietTo: { } to } || from == to)
        {
            return at;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(strategy.TimeZone);
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (!time.IsBetween(from, to))
        {
            return at;
        }

        var day = DateOnly.FromDateTime(local.DateTime).AddDays(time >= to ? 1 : 0);
        return LocalTime.ToInstant(day, to, zone);
    }
}
