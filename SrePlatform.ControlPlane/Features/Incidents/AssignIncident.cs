using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Gives an incident to somebody who has signed in before, or to nobody.</summary>
internal sealed class AssignIncident(AssignableUsers users, IncidentChange change)
{
    public async Task<Outcome<Incident>> RunAsync(IncidentTarget target, string? assignee, CancellationToken cancellationToken)
    {
        var name = IncidentText.Clean(assignee);
        if (name is not null && !await users.ExistsAsync(name, target.Actor, cancellationToken))
        {
            return AssignableUsers.Unknown;
        }

        return await change.RunAsync(
            target, "assigned", (incident, now) => incident.Assign(name, target.Actor.Name, now), cancellationToken, new Dictionary<string, string> { ["assignee"] = name ?? "" });
    }
}
