using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Says that a resolved incident is not over.</summary>
internal sealed class ReopenIncident(IncidentChange change)
{
    public async Task<Outcome<Incident>> RunAsync(IncidentTarget target, string? note, CancellationToken cancellationToken) =>
        IncidentText.Check(note) is { } failure
            ? failure
            : await change.RunAsync(target, "reopened", (incident, now) => incident.Reopen(target.Actor.Name, now, IncidentText.Clean(note)), cancellationToken);
}
