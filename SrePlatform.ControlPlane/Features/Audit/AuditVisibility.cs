using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;

namespace SrePlatform.ControlPlane.Features.Audit;

/// <summary>
/// Entries that a scope sees: what was done to its resources, or to its services where no resource is named, and what the person did.
/// Sign-ins of others and settings are for administrators.
/// </summary>
internal static class AuditVisibility
{
    public static IQueryable<AuditEntry> In(this IQueryable<AuditEntry> entries, Scope scope, SreDbContext context) => scope.IsAll
        ? entries
        : entries.Where(entry =>
            (entry.ResourceId != null && context.Set<ResourceAccess>().Any(access => access.ResourceId == entry.ResourceId && scope.Grantees.Contains(access.Grantee)))
            || (entry.ResourceId == null && entry.Service != null && scope.Services.Contains(entry.Service))
            || entry.Actor == scope.Person);
}
