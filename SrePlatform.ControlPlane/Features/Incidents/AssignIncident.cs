using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Gives an incident to somebody who has signed in before, or to nobody.</summary>
internal sealed class AssignIncident(SreDbContext context, IncidentChange change)
{
    public async Task<Outcome<Incident>> RunAsync(IncidentTarget target, string? assignee, CancellationToken cancellationToken)
    {
        var name = IncidentText.Clean(assignee);
        if (name is not null && name != target.Actor.Name
            && (name.Contains('\0', StringComparison.Ordinal) || !await context.Set<UserProfile>().AnyAsync(profile => profile.Name == name, cancellationToken)))
        {
            return new ValidationFailure("assignee", "Nobody of this name has signed in yet.");
        }

        return await change.RunAsync(
            target, "assigned", (incident, now) => incident.Assign(name, target.Actor.Name, now), cancellationToken, new Dictionary<string, string> { ["assignee"] = name ?? "" });
    }
}
