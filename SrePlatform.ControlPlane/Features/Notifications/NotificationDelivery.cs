namespace SrePlatform.ControlPlane.Features.Notifications;

internal enum DeliveryStatus
{
    Waiting,
    Sent,
    Failed,
    Cancelled,
}

internal enum DeliveryKind
{
    Event,

    /// <summary>Nobody has it yet: told again.</summary>
    Reminder,

    /// <summary>Nobody has it yet: told to a further channel.</summary>
    Escalation,
}

/// <summary>One message to one recipient of a channel; the row is the work, and afterwards the history.</summary>
internal sealed class NotificationDelivery
{
    private NotificationDelivery()
    {
    }

    public NotificationDelivery(Guid strategyId, Guid channelId, string recipient, Guid incidentId, DeliveryKind kind, DateTimeOffset dueAt, string reason, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        StrategyId = strategyId;
        ChannelId = channelId;
        Recipient = recipient;
        IncidentId = incidentId;
        Kind = kind;
        DueAt = dueAt;
        Reason = reason;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    public Guid StrategyId { get; private set; }

    public Guid ChannelId { get; private set; }

    /// <summary>An address, or empty for those that the channel names.</summary>
    public string Recipient { get; private set; } = "";

    /// <summary>The incident, or the first of them when several are told in one message.</summary>
    public Guid IncidentId { get; private set; }

    public DeliveryKind Kind { get; private set; }

    /// <summary>Entries of timelines that it tells of.</summary>
    public List<Guid> EventIds { get; private set; } = [];

    public DeliveryStatus Status { get; private set; }

    /// <summary>Why it waits or was cancelled.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Who is on call, to be named in the message.</summary>
    public string? OnCall { get; set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public int Attempts { get; private set; }

    public Guid? LeaseId { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public string? LastError { get; private set; }
}

/// <summary>One try to send a delivery.</summary>
internal sealed class NotificationAttempt
{
    public Guid Id { get; init; }

    public Guid DeliveryId { get; init; }

    public DateTimeOffset At { get; init; }

    public bool Succeeded { get; init; }

    /// <summary>What the other side said.</summary>
    public string Detail { get; init; } = "";

    public int DurationMs { get; init; }
}

/// <summary>Keeps one event from being told twice to the same recipient.</summary>
internal sealed class NotificationEvent
{
    public Guid EventId { get; init; }

    public Guid ChannelId { get; init; }

    public string Recipient { get; init; } = "";

    public Guid DeliveryId { get; init; }
}
