using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>What a person wants an incident to say; null leaves a part as it is.</summary>
/// <param name="Reason">Why severity or priority change; required where they do.</param>
internal sealed record IncidentEdit(string? Title, IncidentSeverity? Severity, IncidentPriority? Priority, IReadOnlyList<string>? Tags, string? Reason);

/// <summary>How people open and correct an incident.</summary>
internal sealed partial class Incident
{
    /// <summary>Opens an incident that no alert reported.</summary>
    public static Incident Declare(IncidentDraft draft, string by, DateTimeOffset now)
    {
        var incident = new Incident
        {
            Id = Guid.CreateVersion7(now),
            Title = draft.Title,
            Severity = draft.Severity,
            SeverityIsChosen = true,
            Priority = draft.Priority ?? IncidentPriorities.Of(draft.Severity, draft.Services.Count),
            PriorityIsChosen = draft.Priority is not null,
            Services = draft.Services,
            Tags = draft.Tags,
            DeclaredBy = by,
            Assignee = draft.Assignee,
            StartedAt = draft.StartedAt ?? now,
            LastAlertAt = draft.StartedAt ?? now,
            OpenedAt = now,
        };
        incident.Record(new IncidentEvent(incident.Id, now, IncidentEventKind.Declared, by) { Text = draft.Description });
        return incident;
    }

    /// <summary>Corrects what it says, with one timeline entry per part that changes.</summary>
    public Failure? Edit(IncidentEdit edit, string by, DateTimeOffset now)
    {
        if (State is IncidentState.Closed)
        {
            return new IncidentIsClosed();
        }

        var judged = (edit.Severity is { } wanted && wanted != Severity) || (edit.Priority is { } asked && asked != Priority);
        if (judged && edit.Reason is null)
        {
            return new ValidationFailure("reason", "Say why severity or priority change.");
        }

        if (edit.Title is { } title && title != Title)
        {
            Record(new IncidentEvent(Id, now, IncidentEventKind.Renamed, by) { Details = Details(("title", Title)) });
            Title = title;
        }

        if (edit.Severity is { } severity && severity != Severity)
        {
            Record(Changed(IncidentEventKind.SeverityChanged, EnumsAsText.ToText(Severity), EnumsAsText.ToText(severity), edit.Reason, by, now));
            (Severity, SeverityIsChosen) = (severity, true);
        }

        if (edit.Priority is { } priority && priority != Priority)
        {
            Record(Changed(IncidentEventKind.PriorityChanged, Priority.ToString(), priority.ToString(), edit.Reason, by, now));
            (Priority, PriorityIsChosen) = (priority, true);
        }
        else
        {
            Prioritise();
        }

        if (edit.Tags is { } tags && !tags.SequenceEqual(Tags))
        {
            Record(new IncidentEvent(Id, now, IncidentEventKind.TagsChanged, by) { Details = Details(("tags", string.Join(", ", tags))) });
            Tags = tags;
        }

        return null;
    }

    /// <summary>Notes on the timeline that another incident belongs to it, or no longer does.</summary>
    public void Link(IncidentEventKind kind, string reference, string by, DateTimeOffset now) =>
        Record(new IncidentEvent(Id, now, kind, by) { Details = Details(("incident", reference)) });

    /// <summary>Nobody has it yet: the next level of the escalation policy is reached.</summary>
    public void Escalate(IReadOnlyDictionary<string, string> details, DateTimeOffset now) =>
        Record(new IncidentEvent(Id, now, IncidentEventKind.Escalated, By) { Details = details });

    private IncidentEvent Changed(IncidentEventKind kind, string from, string to, string? reason, string by, DateTimeOffset now) =>
        new(Id, now, kind, by) { Text = reason, Details = Details(("from", from), ("to", to)) };
}
