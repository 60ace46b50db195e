using SrePlatform.ControlPlane.Features.Incidents;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>What can be told.</summary>
internal enum NotifyOn
{
    Opened,
    Severity,
    Acknowledged,
    Diagnosed,
    Assigned,
    Note,
    Resolved,
    Reopened,

    /// <summary>Nobody acknowledged in time and the next level of the escalation policy is reached.</summary>
    Escalated,
}

internal enum NotificationGrouping
{
    /// <summary>One message for each event.</summary>
    None,

    /// <summary>What happens to one incident within the delay is one message.</summary>
    Incident,

    /// <summary>Everything within the delay is one message.</summary>
    All,
}

/// <summary>Who is told of what, when and how.</summary>
internal sealed class NotificationStrategy
{
    private NotificationStrategy()
    {
    }

    public NotificationStrategy(StrategyDraft draft, string by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
        Change(draft, by, now);
    }

    public Guid Id { get; private set; }

    /// <summary>All that people choose.</summary>
    public StrategyDraft Is { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public bool Enabled { get; private set; }

    /// <summary>Every channel that it names, so that one in use is not deleted.</summary>
    public IReadOnlyList<Guid> ChannelIds { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public string UpdatedBy { get; private set; } = "";

    public uint Version { get; private set; }

    public void Change(StrategyDraft draft, string by, DateTimeOffset now)
    {
        (Is, Name, Enabled) = (draft, draft.Name, draft.Enabled);
        ChannelIds = [.. draft.Channels.Concat(draft.EscalateTo is { } further ? [further] : []).Distinct()];
        (UpdatedBy, UpdatedAt) = (by, now);
    }
}

/// <summary>What people choose about a strategy.</summary>
internal sealed record StrategyDraft
{
    public string Name { get; init; } = "";

    public bool Enabled { get; init; } = true;

    public IReadOnlyList<NotifyOn> On { get; init => field = value ?? []; } = [];

    public IncidentSeverity MinSeverity { get; init; }

    /// <summary>At least this urgent; null for any.</summary>
    public IncidentPriority? MinPriority { get; init; }

    /// <summary>One of these services; empty for any.</summary>
    public IReadOnlyList<string> Services { get; init => field = value ?? []; } = [];

    /// <summary>One of these resources; empty for any.</summary>
    public IReadOnlyList<Guid> Resources { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Guid> Channels { get; init => field = value ?? []; } = [];

    /// <summary>Email goes to whoever is on call in these rotations, other channels name them.</summary>
    public IReadOnlyList<Guid> Rotations { get; init => field = value ?? []; } = [];

    public NotificationGrouping Grouping { get; init; }

    public int DelaySeconds { get; init; }

    /// <summary>Told again this often while the incident is open and nobody has it; null for once.</summary>
    public int? RepeatMinutes { get; init; }

    /// <summary>Nothing is sent from this time of day …</summary>
    public TimeOnly? QuietFrom { get; init; }

    /// <summary>… until this one, which may be on the next day.</summary>
    public TimeOnly? QuietTo { get; init; }

    public string TimeZone { get; init; } = "UTC";

    /// <summary>Critical incidents are told at any time.</summary>
    public bool CriticalBreaksQuiet { get; init; } = true;

    /// <summary>Told to a further channel when nobody has acknowledged by then.</summary>
    public int? EscalateAfterMinutes { get; init; }

    public Guid? EscalateTo { get; init; }

    /// <summary>Of the messages.</summary>
    public string Language { get; init; } = "en";
}
