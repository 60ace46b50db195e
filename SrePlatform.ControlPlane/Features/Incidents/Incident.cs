using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>
/// Something that people deal with as one: it groups alerts, and changes only through its methods. Each change moves
/// <see cref="Revision"/>, which live pages follow; <see cref="Generation"/> moves only when what fires has changed materially.
/// </summary>
internal sealed partial class Incident
{
    public const int LongestTitle = 300;

    private readonly List<IncidentEvent> _newEvents = [];

    private Incident()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Given by the database; people say <c>INC-12</c>.</summary>
    public int Number { get; private set; }

    public string Reference => $"INC-{Number}";

    public string Title { get; private set; } = "";

    public IncidentState State { get; private set; }

    public IncidentSeverity Severity { get; private set; }

    public IncidentPriority Priority { get; private set; }

    /// <summary>A person chose the severity, so alerts no longer change it.</summary>
    public bool SeverityIsChosen { get; private set; }

    /// <summary>A person chose the priority, so what fires no longer changes it.</summary>
    public bool PriorityIsChosen { get; private set; }

    public IReadOnlyList<string> Tags { get; private set; } = [];

    public IReadOnlyList<string> Services { get; private set; } = [];

    public IReadOnlyList<Guid> ResourceIds { get; private set; } = [];

    /// <summary>Who opened it by hand; null if alerts did.</summary>
    public string? DeclaredBy { get; private set; }

    /// <summary>The incident that has its alerts now; null unless it was merged.</summary>
    public Guid? MergedInto { get; private set; }

    /// <summary>When the first alert began, or what a person reported.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When the latest alert began; grouping measures from here.</summary>
    public DateTimeOffset LastAlertAt { get; private set; }

    /// <summary>Since when none of its alerts fires; null while one does.</summary>
    public DateTimeOffset? QuietSince { get; private set; }

    /// <summary>Since when there is a material change that no generation covers yet; null if there is none.</summary>
    public DateTimeOffset? ChangedSince { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public string? AcknowledgedBy { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public string? ResolvedBy { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Who has it, by name.</summary>
    public string? Assignee { get; private set; }

    public int Generation { get; private set; }

    public long Revision { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>: forms post it back so that a stale one is refused.</summary>
    public uint Version { get; private set; }

    public bool IsOpen => State is IncidentState.New or IncidentState.Acknowledged or IncidentState.InProgress;

    /// <summary>The timeline entries of the changes made since the last call; whoever saves the incident saves them too.</summary>
    public IReadOnlyList<IncidentEvent> TakeEvents()
    {
        var events = _newEvents.ToList();
        _newEvents.Clear();
        return events;
    }

    /// <summary>Takes the incident on: somebody looks at it.</summary>
    public Failure? Acknowledge(string by, DateTimeOffset now) => Move(IncidentState.Acknowledged, IncidentEventKind.Acknowledged, by, now, null, () =>
    {
        AcknowledgedAt = now;
        AcknowledgedBy = by;
        Assignee ??= by;
    });

    /// <summary>Work on it has begun.</summary>
    public Failure? StartWork(string by, DateTimeOffset now) => Move(IncidentState.InProgress, IncidentEventKind.WorkStarted, by, now, null, () => Assignee ??= by);

    /// <summary>It is over.</summary>
    public Failure? Resolve(string by, string? note, DateTimeOffset now, string? reason = null) =>
        Move(IncidentState.Resolved, IncidentEventKind.Resolved, by, now, note, () =>
        {
            ResolvedAt = now;
            ResolvedBy = by;
        }, reason);

    /// <summary>It is not over after all.</summary>
    public Failure? Reopen(string by, DateTimeOffset now, string? note = null, string? reason = null) =>
        Move(IncidentState.New, IncidentEventKind.Reopened, by, now, note, () =>
        {
            (ResolvedAt, ResolvedBy, QuietSince, AcknowledgedAt, AcknowledgedBy) = (null, null, null, null, null);
            ChangedSince ??= now;
        }, reason);

    /// <summary>Nothing more will change about it.</summary>
    public Failure? Close(string by, DateTimeOffset now) => Move(IncidentState.Closed, IncidentEventKind.Closed, by, now, null, () => ClosedAt = now);

    public Failure? Assign(string? assignee, string by, DateTimeOffset now)
    {
        if (State is IncidentState.Closed)
        {
            return new IncidentIsClosed();
        }

        if (Assignee != assignee)
        {
            Assignee = assignee;
            Record(new IncidentEvent(Id, now, IncidentEventKind.Assigned, by) { Details = Details(("assignee", assignee ?? "")) });
        }

        return null;
    }

    /// <summary>A note may be added at any time, also afterwards.</summary>
    public void Note(string text, string by, DateTimeOffset now) => Record(new IncidentEvent(Id, now, IncidentEventKind.Note, by) { Text = text });

    /// <summary>Something about its diagnosis that people should see.</summary>
    public void Diagnosed(IncidentEventKind kind, IReadOnlyDictionary<string, string> details, string by, DateTimeOffset now) =>
        Record(new IncidentEvent(Id, now, kind, by) { Details = details });

    /// <summary>Something about its repair that people should see.</summary>
    public void Acted(IncidentEventKind kind, IReadOnlyDictionary<string, string> details, string by, DateTimeOffset now, string? text = null) =>
        Record(new IncidentEvent(Id, now, kind, by) { Details = details, Text = text });

    private static bool IsAllowed(IncidentState from, IncidentState to) => (from, to) switch
    {
        (IncidentState.New, IncidentState.Acknowledged or IncidentState.InProgress or IncidentState.Resolved) => true,
        (IncidentState.Acknowledged, IncidentState.InProgress or IncidentState.Resolved) => true,
        (IncidentState.InProgress, IncidentState.Resolved) => true,
        (IncidentState.Resolved, IncidentState.Closed or IncidentState.New) => true,
        _ => false,
    };

    private IllegalTransition? Move(
        IncidentState to, IncidentEventKind kind, string by, DateTimeOffset now, string? text, Action change, string? reason = null)
    {
        if (!IsAllowed(State, to))
        {
            return new IllegalTransition(State, to);
        }

        State = to;
        change();
        Record(new IncidentEvent(Id, now, kind, by) { Text = text, Reason = reason });
        return null;
    }

    private void Record(IncidentEvent entry)
    {
        entry.Order(++Revision);
        UpdatedAt = entry.At;
        _newEvents.Add(entry);
    }

    private static Dictionary<string, string> Details(params (string Name, string Value)[] details) =>
        details.ToDictionary(detail => detail.Name, detail => detail.Value, StringComparer.Ordinal);
}
