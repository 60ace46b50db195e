using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>
/// Incidents that a scope sees: that touch one of its services or resources, and those that touch nobody's, unless their alerts name
/// another team.
/// </summary>
internal static class IncidentVisibility
{
    public static IQueryable<Incident> In(this IQueryable<Incident> incidents, Scope scope, SreDbContext context) => scope.IsAll
        ? incidents
        : incidents.Where(incident =>
            incident.Services.Any(service => scope.Services.Contains(service))
            || context.Set<ResourceAccess>().Any(access => incident.ResourceIds.Contains(access.ResourceId) && scope.Grantees.Contains(access.Grantee))
            || (!context.Set<ResourceAccess>().Any(access => incident.ResourceIds.Contains(access.ResourceId) || incident.Services.Contains(access.Service))
                && !context.Set<Alert>().Any(alert => alert.IncidentId == incident.Id && alert.Team != null && !scope.Teams.Contains(alert.Team))));
}
