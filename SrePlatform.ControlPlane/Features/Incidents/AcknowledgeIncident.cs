using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Takes an incident on.</summary>
internal sealed class AcknowledgeIncident(IncidentChange change)
{
    public Task<Outcome<Incident>> RunAsync(IncidentTarget target, CancellationToken cancellationToken) =>
        change.RunAsync(target, "acknowledged", (incident, now) => incident.Acknowledge(target.Actor.Name, now), cancellationToken);
}
