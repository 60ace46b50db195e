using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Says that a resource is no more, or is back after all. Unlike a deleted one it keeps its page and its history.</summary>
internal sealed class RetireResource(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Resource>> RunAsync(Guid id, uint version, bool retired, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (!(await context.ResourceToChangeAsync(id, version, scope, cancellationToken)).TryGet(out var resource, out var failure))
        {
            return failure;
        }

        if (!(retired ? resource.Retire(time.GetUtcNow()) : resource.Restore(time.GetUtcNow())))
        {
            return resource;
        }

        audit.Add(context, actor, new(retired ? "resource.retired" : "resource.restored", "resource", resource.Id.ToString())
        {
            Service = resource.Service,
            ResourceId = resource.Id,
            Details = new Dictionary<string, string> { ["name"] = resource.Name },
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return resource;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ResourceChanged();
        }
    }
}
