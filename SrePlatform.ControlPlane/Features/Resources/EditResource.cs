using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources.Labels;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Replaces what is said about a resource, if nobody else did since the editor read it.</summary>
internal sealed class EditResource(SreDbContext context, CheckLabels labels, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Resource>> RunAsync(Guid id, uint version, ResourceDraft draft, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (await context.Set<Resource>().In(scope, context).SingleOrDefaultAsync(resource => resource.Id == id, cancellationToken) is not { } resource)
        {
            return new ResourceNotFound();
        }

        if (await StageAsync(resource, version, draft, actor, scope, cancellationToken) is { Failure: not null } refused)
        {
            return refused;
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return resource;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ResourceChanged();
        }
        catch (DbUpdateException exception) when (ResourceUniqueness.IsNameTaken(exception))
        {
            return ResourceUniqueness.NameTaken;
        }
    }

    /// <summary>Changes a tracked one that the scope sees in the caller's unit of work, who saves many at once.</summary>
    public async Task<Outcome<Resource>> StageAsync(Resource resource, uint version, ResourceDraft draft, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (ResourceValidation.Check(draft) is { Count: > 0 } invalid)
        {
            return new ResourceInvalid(invalid);
        }

        if (await labels.RunAsync(draft, cancellationToken) is { Count: > 0 } errors)
        {
            return new ResourceInvalid(errors);
        }

        if (!scope.Manages(resource.Team) || !scope.Manages(draft.Team!.Trim()))
        {
            return new ResourceOfAnotherTeam();
        }

        if (resource.Version != version)
        {
            return new ResourceChanged();
        }

        if (resource.Edit(draft, time.GetUtcNow()) is { Count: > 0 } changed)
        {
            audit.Add(context, actor, new("resource.edited", "resource", resource.Id.ToString())
            {
                Service = resource.Service,
                ResourceId = resource.Id,
                Details = new Dictionary<string, string> { ["name"] = resource.Name, ["changed"] = string.Join(", ", changed) },
            });
        }

        return resource;
    }
}
