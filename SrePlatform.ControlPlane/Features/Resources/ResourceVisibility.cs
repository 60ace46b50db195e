using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

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
}
