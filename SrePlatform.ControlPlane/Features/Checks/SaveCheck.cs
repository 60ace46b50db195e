using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>Adds, replaces and deletes checks of resources that one manages, and has them asked at once.</summary>
internal sealed class SaveCheck(SreDbContext context, IOptions<CheckOptions> options, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<ResourceCheck>> CreateAsync(Guid resourceId, CheckDraft draft, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (!CheckValidation.Check(draft).TryGet(out var definition, out var failure) || !(await ManagedAsync(resourceId, scope, cancellationToken)).TryGet(out var resource, out failure))
        {
            return failure;
        }

        if (await context.Set<ResourceCheck>().CountAsync(check => check.ResourceId == resourceId, cancellationToken) >= options.Value.MostPerResource)
        {
            return new CheckInvalid([new("name", "too_many", $"{options.Value.MostPerResource}")]);
        }

        var check = ResourceCheck.Create(resourceId, definition, time.GetUtcNow());
        context.Add(check);
        return await SaveAsync(check, resource, "added", actor, cancellationToken);
    }

    public async Task<Outcome<ResourceCheck>> EditAsync(Guid resourceId, Guid id, long edition, CheckDraft draft, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (!CheckValidation.Check(draft).TryGet(out var definition, out var failure) || !(await ManagedAsync(resourceId, scope, cancellationToken)).TryGet(out var resource, out failure))
        {
            return failure;
        }

        if (await FindAsync(resourceId, id, cancellationToken) is not { } check)
        {
            return new CheckNotFound();
        }

        if (check.Edition != edition)
        {
            return new CheckChanged();
        }

        check.Define(definition, time.GetUtcNow());
        return await SaveAsync(check, resource, "edited", actor, cancellationToken);
    }

    public async Task<Outcome<Done>> DeleteAsync(Guid resourceId, Guid id, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (!(await ManagedAsync(resourceId, scope, cancellationToken)).TryGet(out var resource, out var failure))
        {
            return failure;
        }

        if (await FindAsync(resourceId, id, cancellationToken) is not { } check)
        {
            return new CheckNotFound();
        }

        context.Remove(check);
        return (await SaveAsync(check, resource, "deleted", actor, cancellationToken)).TryGet(out _, out failure) ? Done.Value : failure;
    }

    /// <summary>Does not wait for its turn.</summary>
    public async Task<Outcome<Done>> AskNowAsync(Guid resourceId, Guid id, Scope scope, CancellationToken cancellationToken)
    {
        if (!(await ManagedAsync(resourceId, scope, cancellationToken)).TryGet(out _, out var failure))
        {
            return failure;
        }

        if (await FindAsync(resourceId, id, cancellationToken) is not { } check)
        {
            return new CheckNotFound();
        }

        check.AskNow(time.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private Task<ResourceCheck?> FindAsync(Guid resourceId, Guid id, CancellationToken cancellationToken) =>
        context.Set<ResourceCheck>().SingleOrDefaultAsync(check => check.Id == id && check.ResourceId == resourceId, cancellationToken);

    private async Task<Outcome<Resource>> ManagedAsync(Guid resourceId, Scope scope, CancellationToken cancellationToken) =>
        await context.FindResourceAsync(resourceId, scope, cancellationToken) is not { } resource ? new ResourceNotFound()
        : scope.Manages(resource.Team) ? resource
        : new CheckOfAnotherTeam();

    private async Task<Outcome<ResourceCheck>> SaveAsync(ResourceCheck check, Resource resource, string verb, Actor actor, CancellationToken cancellationToken)
    {
        audit.Add(context, actor, new("check." + verb, "check", check.Id.ToString())
        {
            Service = resource.Service,
            ResourceId = resource.Id,
            Details = new Dictionary<string, string> { ["name"] = check.Name, ["kind"] = EnumsAsText.ToText(check.Kind), ["target"] = check.Target, ["resource"] = resource.Name },
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return check;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new CheckInvalid([new("name", "taken")]);
        }
    }
}
