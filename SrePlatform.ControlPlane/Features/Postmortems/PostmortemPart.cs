using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>The postmortem of an incident, on its page.</summary>
internal sealed record IncidentPostmortem(Guid IncidentId, string Incident, bool IsOver, PostmortemRow? Postmortem, bool MayWrite);

/// <summary>Offers to write the postmortem once an incident is over, and leads to it.</summary>
internal sealed class PostmortemPart(ReadPostmortems postmortems, ReadIncidents incidents, IAuthorizationService authorization) : IIncidentPart
{
    public int Order => 20;

    public string View => "/Features/Postmortems/_Incident.cshtml";

    public async Task<object?> LoadAsync(Guid incidentId, string reference, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        // The page has looked whether the person sees the incident.
        new IncidentPostmortem(
            incidentId, reference, await incidents.FindAsync(Scope.All, incidentId.ToString(), cancellationToken) is { IsOpen: false },
            await postmortems.OfIncidentAsync(Scope.All, incidentId, cancellationToken), (await authorization.AuthorizeAsync(user, Policies.Operate)).Succeeded);
}
