using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Silences;

internal enum SilenceKind
{
    /// <summary>Alerts with certain labels are known and need nobody.</summary>
    Silence,

    /// <summary>Somebody works on certain services or resources.</summary>
    Maintenance,
}

internal enum SilenceState
{
    Active,

    /// <summary>It will begin, or begin again.</summary>
    Upcoming,

    Ended,
}

/// <summary>
/// A stretch of time, once or again and again, in which alerts of some labels, services or resources open no incident and notify nobody.
/// They are stored all the same, with the reason that stands here.
/// </summary>
internal sealed class Silence
{
    public const int LongestReason = 500;

    private Silence()
    {
    }

    public Guid Id { get; private set; }

    public SilenceKind Kind { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>As they stand in a selector; all must hold.</summary>
    public IReadOnlyList<string> Matchers { get; private set; } = [];

    /// <summary>Of a maintenance window.</summary>
    public IReadOnlyList<string> Services { get; private set; } = [];

    /// <summary>Of a maintenance window.</summary>
    public IReadOnlyList<Guid> ResourceIds { get; private set; } = [];

    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>When it is over; null for one that comes back until somebody ends it.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>When it begins each time; null for one that happens once.</summary>
    public string? Cron { get; private set; }

    public string? TimeZone { get; private set; }

    /// <summary>How long it lasts each time.</summary>
    public int? DurationSeconds { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndedBy { get; private set; }

    /// <summary>How many alerts it has held back.</summary>
    public int Suppressed { get; private set; }

    public bool IsRecurring => Cron is not null;

    public static Silence Create(SilenceDefinition definition, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Kind = definition.Kind,
        Reason = definition.Reason,
        Matchers = [.. definition.Matchers.Select(matcher => matcher.ToString())],
        Services = definition.Services,
        ResourceIds = definition.ResourceIds,
        StartsAt = definition.StartsAt,
        EndsAt = definition.EndsAt,
        Cron = definition.Cron,
        TimeZone = definition.TimeZone,
        DurationSeconds = (int?)definition.Duration?.TotalSeconds,
        CreatedBy = by,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>Lasts longer than was said.</summary>
    public Failure? Extend(TimeSpan by, DateTimeOffset now)
    {
        if (StateAt(now) is SilenceState.Ended)
        {
            return new SilenceHasEnded();
        }

        if (IsRecurring || EndsAt is not { } ends)
        {
            return new SilenceIsRecurring();
        }

        if (ends + by - StartsAt > SilenceValidation.Longest)
        {
            return new SilenceTooLong();
        }

        (EndsAt, UpdatedAt) = (ends + by, now);
        return null;
    }

    /// <summary>Is over from now on.</summary>
    public Failure? End(string by, DateTimeOffset now)
    {
        if (StateAt(now) is SilenceState.Ended)
        {
            return new SilenceHasEnded();
        }

        (EndedAt, EndedBy, UpdatedAt) = (now, by, now);
        return null;
    }

    public SilenceState StateAt(DateTimeOffset now) =>
        EndedAt is not null || EndsAt <= now ? SilenceState.Ended
        : WindowAt(now) is not null ? SilenceState.Active
        : SilenceState.Upcoming;

    /// <summary>The stretch that holds now, from and to; null if it does not.</summary>
    public (DateTimeOffset From, DateTimeOffset? To)? WindowAt(DateTimeOffset now)
    {
        if (EndedAt is not null || now < StartsAt || EndsAt <= now)
        {
            return null;
        }

        return IsRecurring ? SilenceSchedule.WindowAt(Cron!, TimeZone!, TimeSpan.FromSeconds(DurationSeconds!.Value), now) : (StartsAt, EndsAt);
    }

    /// <summary>Whether it is about this alert, whatever the time.</summary>
    public bool Covers(AlertFacts alert)
    {
        if (Kind is SilenceKind.Maintenance)
        {
            return alert.Service is { } service && Services.Contains(service) || alert.ResourceId is { } resource && ResourceIds.Contains(resource);
        }

        return Matchers.Count > 0 && ParsedMatchers().All(matcher => matcher.Holds(alert.Labels));
    }

    private List<LabelMatcher>? _parsed;

    private List<LabelMatcher> ParsedMatchers() => _parsed ??= [.. Matchers.Select(text => LabelMatcher.TryParse(text, out var matcher) ? matcher : throw new InvalidOperationException($"{text} was stored as a matcher."))];
}

/// <summary>What a silence says, once it was checked.</summary>
internal sealed record SilenceDefinition(
    SilenceKind Kind, string Reason, IReadOnlyList<LabelMatcher> Matchers, IReadOnlyList<string> Services, IReadOnlyList<Guid> ResourceIds,
    DateTimeOffset StartsAt, DateTimeOffset? EndsAt, string? Cron, string? TimeZone, TimeSpan? Duration);
