namespace SrePlatform.ControlPlane.Features.Incidents;

internal enum IncidentEventKind
{
    Opened,
    AlertJoined,
    AlertResolved,
    SeverityRaised,
    GenerationStarted,
    Acknowledged,
    WorkStarted,
    Assigned,
    Note,
    DiagnosisRequested,
    DiagnosisCompleted,
    DiagnosisFailed,
    Resolved,
    Reopened,
    Closed,

    /// <summary>A person opened it; no alert did.</summary>
    Declared,
    Renamed,
    SeverityChanged,
    PriorityChanged,
    TagsChanged,
    Linked,
    Unlinked,

    /// <summary>Another incident's alerts moved here.</summary>
    Merged,

    /// <summary>Its alerts moved to another incident, and it is closed.</summary>
    MergedInto,

    /// <summary>Some of its alerts moved to a new incident.</summary>
    SplitOff,

    /// <summary>It was made of some of another incident's alerts.</summary>
    SplitFrom,

    /// <summary>Nobody acknowledged in time; the next level on call is told.</summary>
    Escalated,
    ActionRequested,
    ActionDecided,
    ActionStarted,
    ActionFinished,
    ActionVerified,
    PostmortemDrafted,
}

/// <summary>One line of an incident's timeline; written once.</summary>
internal sealed class IncidentEvent
{
    private IncidentEvent()
    {
    }

    public IncidentEvent(Guid incidentId, DateTimeOffset at, IncidentEventKind kind, string actor)
    {
        Id = Guid.CreateVersion7(at);
        IncidentId = incidentId;
        At = at;
        Kind = kind;
        Actor = actor;
    }

    public Guid Id { get; private set; }

    public Guid IncidentId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The incident's revision that this made: orders the timeline even within one moment.</summary>
    public long Revision { get; private set; }

    public IncidentEventKind Kind { get; private set; }

    /// <summary>Who did it, by name; <c>system</c> for the platform.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>The named reason of a decision, for example <c>same_service</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>What a person wrote.</summary>
    public string? Text { get; init; }

    /// <summary>Values to show: names of services, alerts, sessions.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    internal void Order(long revision) => Revision = revision;
}
