using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Says that work on an incident has begun.</summary>
internal sealed class StartIncidentWork(IncidentChange change)
{
    public Task<Outcome<Incident>> RunAsync(IncidentTarget target, CancellationToken cancellationToken) =>
        change.RunAsync(target, "work_started", (incident, now) => incident.StartWork(target.Actor.Name, now), cancellationToken);
}
