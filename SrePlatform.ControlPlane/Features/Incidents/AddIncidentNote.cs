using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Writes on an incident's timeline.</summary>
internal sealed class AddIncidentNote(IncidentChange change)
{
    public async Task<Outcome<Incident>> RunAsync(IncidentTarget target, string? text, CancellationToken cancellationToken)
    {
        if (IncidentText.Check(text, required: true) is { } failure)
        {
            return failure;
        }

        return await change.RunAsync(target, "note_added", (incident, now) =>
        {
            incident.Note(IncidentText.Clean(text)!, target.Actor.Name, now);
            return null;
        }, cancellationToken);
    }
}
