using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>Whoever sees an incident sees its postmortem.</summary>
internal static class PostmortemVisibility
{
    public static IQueryable<Postmortem> In(this IQueryable<Postmortem> postmortems, Scope scope, SreDbContext context)
    {
        if (scope.IsAll)
        {
            return postmortems;
        }

        var visible = context.Set<Incident>().In(scope, context);
        return postmortems.Where(postmortem => visible.Any(incident => incident.Id == postmortem.IncidentId));
    }
}
