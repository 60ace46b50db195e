using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>
/// Alerts that a scope sees: about its resources; about its services where no resource is named; that name its team; and those that
/// name nobody's, since an alert that nobody sees is lost.
/// </summary>
internal static class AlertVisibility
{
    public static IQueryable<Alert> In(this IQueryable<Alert> alerts, Scope scope, SreDbContext context) => scope.IsAll
        ? alerts
        : alerts.Where(alert =>
            (alert.ResourceId != null && context.Set<ResourceAccess>().Any(access => access.ResourceId == alert.ResourceId && scope.Grantees.Contains(access.Grantee)))
            || (alert.ResourceId == null && alert.Service != null && scope.Services.Contains(alert.Service))
            || (alert.Mapping == AlertMapping.Unmapped && (alert.Team == null || scope.Teams.Contains(alert.Team))));
}
