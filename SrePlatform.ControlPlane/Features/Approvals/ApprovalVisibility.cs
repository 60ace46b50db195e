using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Who sees a request: whoever sees its incident; without one, the team of its runbook and whoever asked.</summary>
internal static class ApprovalVisibility
{
    public static IQueryable<ApprovalRequest> In(this IQueryable<ApprovalRequest> requests, Scope scope, SreDbContext context)
    {
        if (scope.IsAll)
        {
            return requests;
        }

        var visible = context.Set<Incident>().In(scope, context);
        return requests.Where(request => request.IncidentId != null
            ? visible.Any(incident => incident.Id == request.IncidentId)
            : request.Team == null || scope.Teams.Contains(request.Team) || request.Requester == scope.Person);
    }
}
