using System.Linq.Expressions;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>An incident as the API and the pages show it.</summary>
/// <param name="Version">Post it back with a change, so that a stale form is refused.</param>
/// <param name="Revision">Moves with every change.</param>
internal sealed record IncidentView(
    Guid Id,
    int Number,
    string Title,
    IncidentState State,
    IncidentSeverity Severity,
    IncidentPriority Priority,
    IReadOnlyList<string> Services,
    IReadOnlyList<Guid> ResourceIds,
    DateTimeOffset StartedAt,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastAlertAt,
    DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy,
    DateTimeOffset? ResolvedAt,
    string? ResolvedBy,
    DateTimeOffset? ClosedAt,
    string? Assignee,
    IReadOnlyList<string> Tags,
    string? DeclaredBy,
    Guid? MergedInto,
    int Generation,
    long Revision,
    DateTimeOffset UpdatedAt,
    uint Version)
{
    public static readonly Expression<Func<Incident, IncidentView>> Projection = incident => new IncidentView(
        incident.Id, incident.Number, incident.Title, incident.State, incident.Severity, incident.Priority, incident.Services, incident.ResourceIds,
        incident.StartedAt, incident.OpenedAt, incident.LastAlertAt, incident.AcknowledgedAt, incident.AcknowledgedBy, incident.ResolvedAt, incident.ResolvedBy,
        incident.ClosedAt, incident.Assignee, incident.Tags, incident.DeclaredBy, incident.MergedInto, incident.Generation, incident.Revision, incident.UpdatedAt, incident.Version);

    /// <summary>What people say.</summary>
    public string Reference => $"INC-{Number}";

    /// <summary>The latest of its alerts, newest first.</summary>
    public IReadOnlyList<Guid> AlertIds { get; init; } = [];

    public bool IsOpen => State is IncidentState.New or IncidentState.Acknowledged or IncidentState.InProgress;
}

/// <summary>One line of an incident's timeline.</summary>
internal sealed record TimelineEntry(
    Guid Id, DateTimeOffset At, long Revision, IncidentEventKind Kind, string Actor, string? Reason, string? Text, IReadOnlyDictionary<string, string> Details)
{
    public static readonly Expression<Func<IncidentEvent, TimelineEntry>> Projection = entry => new TimelineEntry(
        entry.Id, entry.At, entry.Revision, entry.Kind, entry.Actor, entry.Reason, entry.Text, entry.Details);
}
