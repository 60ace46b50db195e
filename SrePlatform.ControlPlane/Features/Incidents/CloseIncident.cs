using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Closes a resolved incident for good.</summary>
internal sealed class CloseIncident(IncidentChange change)
{
    public Task<Outcome<Incident>> RunAsync(IncidentTarget target, CancellationToken cancellationToken) =>
        change.RunAsync(target, "closed", (incident, now) => incident.Close(target.Actor.Name, now), cancellationToken);
}
