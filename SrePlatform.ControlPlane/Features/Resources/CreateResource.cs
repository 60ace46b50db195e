using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources.Labels;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Adds a resource to the inventory.</summary>
internal sealed class CreateResource(SreDbContext context, CheckLabels labels, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Resource>> RunAsync(ResourceDraft draft, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (!(await StageAsync(draft, actor, scope, cancellationToken)).TryGet(out var resource, out var failure))
        {
            return failure;
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return resource;
        }
        catch (DbUpdateException exception) when (ResourceUniqueness.IsNameTaken(exception))
        {
            return ResourceUniqueness.NameTaken;
        }
    }

    /// <summary>Adds it to the caller's unit of work, who saves many at once.</summary>
    public async Task<Outcome<Resource>> StageAsync(ResourceDraft draft, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (ResourceValidation.Check(draft) is { Count: > 0 } invalid)
        {
            return new ResourceInvalid(invalid);
        }

        if (await labels.RunAsync(draft, cancellationToken) is { Count: > 0 } errors)
        {
            return new ResourceInvalid(errors);
        }

        if (!scope.Manages(draft.Team!.Trim()))
        {
            return new ResourceOfAnotherTeam();
        }

        var resource = Resource.Create(draft, ResourceOrigin.Manual, time.GetUtcNow());
        context.Add(resource);
        audit.Add(context, actor, new("resource.created", "resource", resource.Id.ToString())
        {
            Service = resource.Service,
            ResourceId = resource.Id,
            Details = new Dictionary<string, string> { ["name"] = resource.Name },
        });
        return resource;
    }
}
