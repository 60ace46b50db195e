using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Says that two incidents belong together, or that they do not after all.</summary>
internal sealed class LinkIncidents(SreDbContext context, LinkedPair pair)
{
    public Task<Outcome<Incident>> LinkAsync(IncidentTarget target, Guid otherId, CancellationToken cancellationToken) => target.Id == otherId
        ? Task.FromResult<Outcome<Incident>>(new ValidationFailure("incident", "An incident cannot be linked to itself."))
        : pair.RunAsync(target, otherId, "linked", async (first, second, now) =>
        {
            if (await FindAsync(first.Id, second.Id, cancellationToken) is null)
            {
                context.Add(new IncidentLink(first.Id, second.Id, target.Actor.Name, now));
                first.Link(IncidentEventKind.Linked, second.Reference, target.Actor.Name, now);
                second.Link(IncidentEventKind.Linked, first.Reference, target.Actor.Name, now);
            }

            return null;
        }, cancellationToken);

    public Task<Outcome<Incident>> UnlinkAsync(IncidentTarget target, Guid otherId, CancellationToken cancellationToken) =>
        pair.RunAsync(target, otherId, "unlinked", async (first, second, now) =>
        {
            if (await FindAsync(first.Id, second.Id, cancellationToken) is { } link)
            {
                context.Remove(link);
                first.Link(IncidentEventKind.Unlinked, second.Reference, target.Actor.Name, now);
                second.Link(IncidentEventKind.Unlinked, first.Reference, target.Actor.Name, now);
            }

            return null;
        }, cancellationToken);

    private Task<IncidentLink?> FindAsync(Guid one, Guid other, CancellationToken cancellationToken)
    {
        var (low, high) = IncidentLink.Ordered(one, other);
        return context.Set<IncidentLink>().SingleOrDefaultAsync(link => link.LowId == low && link.HighId == high, cancellationToken);
    }
}
