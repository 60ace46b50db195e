using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Resources that a scope sees: of its teams, and of groups that were granted.</summary>
internal static class ResourceVisibility
{
    public static IQueryable<Resource> In(this IQueryable<Resource> resources, Scope scope, SreDbContext context) => scope.IsAll
        ? resources
        : resources.Where(resource => context.Set<ResourceAccess>().Any(access => access.ResourceId == resource.Id && scope.Grantees.Contains(access.Grantee)));

    /// <summary>One that the scope sees, not tracked; null if there is none.</summary>
    public static Task<Resource?> FindResourceAsync(this SreDbContext context, Guid id, Scope scope, CancellationToken cancellationToken) =>
        context.Set<Resource>().AsNoTracking().In(scope, context).SingleOrDefaultAsync(resource => resource.Id == id, cancellationToken);

    /// <summary>One that the scope sees and its team manages, as it was when the caller read it; tracked.</summary>
    public static async Task<Outcome<Resource>> ResourceToChangeAsync(this SreDbContext context, Guid id, uint version, Scope scope, CancellationToken cancellationToken)
    {
        if (await context.Set<Resource>().In(scope, context).SingleOrDefaultAsync(resource => resource.Id == id, cancellationToken) is not { } resource)
        {
            return new ResourceNotFound();
        }

        return !scope.Manages(resource.Team) ? new ResourceOfAnotherTeam()
            : resource.Version != version ? new ResourceChanged()
            : resource;
    }
}
