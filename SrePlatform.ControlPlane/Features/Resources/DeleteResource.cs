using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Takes a resource out of the inventory; its series stay until retention drops them.</summary>
internal sealed class DeleteResource(SreDbContext context, AuditLog audit)
{
    public async Task<Outcome<Done>> RunAsync(Guid id, uint version, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (!(await context.ResourceToChangeAsync(id, version, scope, cancellationToken)).TryGet(out var resource, out var failure))
        {
            return failure;
        }

        context.Remove(resource);
        audit.Add(context, actor, new("resource.deleted", "resource", resource.Id.ToString())
        {
            Service = resource.Service,
            ResourceId = resource.Id,
            Details = new Dictionary<string, string> { ["name"] = resource.Name },
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return Done.Value;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ResourceChanged();
        }
    }
}
