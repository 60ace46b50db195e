using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Says that an incident is over.</summary>
internal sealed class ResolveIncident(IncidentChange change)
{
    public async Task<Outcome<Incident>> RunAsync(IncidentTarget target, string? note, CancellationToken cancellationToken) =>
        IncidentText.Check(note) is { } failure
            ? failure
            : await change.RunAsync(target, "resolved", (incident, now) => incident.Resolve(target.Actor.Name, IncidentText.Clean(note), now), cancellationToken);
}
