using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Corrects an incident's title, severity, priority and tags.</summary>
internal sealed class EditIncident(IncidentChange change)
{
    public async Task<Outcome<Incident>> RunAsync(IncidentTarget target, IncidentEdit edit, CancellationToken cancellationToken)
    {
        if (edit.Title is not null && IncidentText.CheckTitle(edit.Title) is { } title)
        {
            return new ValidationFailure("title", title);
        }

        if ((IncidentText.Check(edit.Reason, field: "reason") ?? (edit.Tags is { } tags ? IncidentTags.Check(tags) : null)) is { } failure)
        {
            return failure;
        }

        var details = new Dictionary<string, string>();
        return await change.RunAsync(target, "edited", (incident, now) =>
        {
            Note(details, "title", incident.Title, edit.Title);
            Note(details, "severity", EnumsAsText.ToText(incident.Severity), edit.Severity is { } severity ? EnumsAsText.ToText(severity) : null);
            Note(details, "priority", incident.Priority.ToString(), edit.Priority?.ToString());
            Note(details, "tags", string.Join(", ", incident.Tags), edit.Tags is null ? null : string.Join(", ", edit.Tags));
            return incident.Edit(edit with { Reason = IncidentText.Clean(edit.Reason), Title = edit.Title?.Trim() }, target.Actor.Name, now);
        }, cancellationToken, details);
    }

    private static void Note(Dictionary<string, string> details, string name, string before, string? after)
    {
        if (after is not null && after != before)
        {
            details[name] = $"{before} → {after}";
        }
    }
}
