using SrePlatform.ControlPlane.Platform.Telemetry;

namespace SrePlatform.ControlPlane.Platform.Outbox;

/// <summary>Work that must not be lost: written in its cause's transaction, claimed under a lease, done effectively once.</summary>
internal sealed class OutboxMessage
{
    private OutboxMessage()
    {
    }

    public OutboxMessage(DateTimeOffset now, string kind, string key, string payload)
    {
        Id = Guid.CreateVersion7(now);
        Kind = kind;
        Key = key;
        Payload = payload;
        CreatedAt = now;
        AvailableAt = now;
        TraceParent = ControlPlaneTelemetry.Current;
    }

    public Guid Id { get; private set; }

    /// <summary>Which handler does it.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Unique within the kind: the same cause never adds the work twice, and receivers take it as <c>Idempotency-Key</c>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>JSON for the handler.</summary>
    public string Payload { get; private set; } = "{}";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Not before this time; moved on by retries and by leases.</summary>
    public DateTimeOffset AvailableAt { get; private set; }

    public int Attempts { get; private set; }

    public Guid? LeaseId { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>Set when it was given up; it stays for people to see.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>The trace of its cause, which the work goes on with.</summary>
    public string? TraceParent { get; private set; }
}
