using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Platform.Audit;

/// <summary>How an audited action ended.</summary>
internal enum AuditOutcome
{
    Succeeded,
    Refused,
    Failed,
}

/// <summary>One line of the audit log: written once, never changed.</summary>
internal sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    public AuditEntry(DateTimeOffset at, Actor actor, AuditRecord record)
    {
        Id = Guid.CreateVersion7(at);
        At = at;
        Actor = actor.Name;
        ActorKind = actor.Kind;
        Action = record.Action;
        TargetType = record.TargetType;
        TargetId = record.TargetId;
        Service = record.Service;
        ResourceId = record.ResourceId;
        Outcome = record.Outcome;
        Details = record.Details ?? new Dictionary<string, string>();
    }

    public Guid Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Actor { get; private set; } = "";

    public ActorKind ActorKind { get; private set; }

    public string Action { get; private set; } = "";

    public string TargetType { get; private set; } = "";

    public string? TargetId { get; private set; }

    public string? Service { get; private set; }

    public Guid? ResourceId { get; private set; }

    public AuditOutcome Outcome { get; private set; }

    public IReadOnlyDictionary<string, string> Details { get; private set; } = new Dictionary<string, string>();
}

/// <summary>What happened, for <see cref="AuditLog"/>.</summary>
/// <param name="Action">Noun and verb, for example <c>incident.acknowledged</c>.</param>
/// <param name="TargetType">Kind of the thing acted on, for example <c>incident</c>.</param>
/// <param name="TargetId">Its id or number.</param>
internal sealed record AuditRecord(string Action, string TargetType, string? TargetId)
{
    public string? Service { get; init; }

    public Guid? ResourceId { get; init; }

    public AuditOutcome Outcome { get; init; }

    /// <summary>What changed, in words or values; never secrets.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
