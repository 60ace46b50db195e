using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Moves an incident's alerts into another one and closes it.</summary>
internal sealed class MergeIncidents(SreDbContext context, LinkedPair pair)
{
    /// <param name="target">The incident that ends.</param>
    /// <param name="into">The incident that goes on.</param>
    /// <param name="reason">Why, for both timelines.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Outcome<Incident>> RunAsync(IncidentTarget target, Guid into, string? reason, CancellationToken cancellationToken)
    {
        if (target.Id == into)
        {
            return new ValidationFailure("into", "An incident cannot be merged into itself.");
        }

        return IncidentText.Check(reason, field: "reason") is { } failure ? failure : await pair.RunAsync(target, into, "merged", async (source, goal, now) =>
        {
            var count = await context.Set<Alert>().CountAsync(alert => alert.IncidentId == source.Id, cancellationToken);
            if (goal.Absorb(source, count, IncidentText.Clean(reason), target.Actor.Name, now) is { } refused)
            {
                return refused;
            }

            await context.Set<Alert>().Where(alert => alert.IncidentId == source.Id).ExecuteUpdateAsync(
                alert => alert.SetProperty(row => row.IncidentId, goal.Id).SetProperty(row => row.GroupingReason, EnumsAsText.ToText(GroupingReason.MergedByHand)), cancellationToken);
            return null;
        }, cancellationToken);
    }
}
