using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>The postmortem's part of an incident's page by itself, for live updates.</summary>
internal sealed class IncidentPostmortemModel(ReadIncidents incidents, PostmortemPart part) : PageModel
{
    public IncidentPostmortem Part { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } incident)
        {
            return NotFound();
        }

        Part = (IncidentPostmortem)(await part.LoadAsync(incident.Id, incident.Reference, User, cancellationToken))!;
        return Request.WantsFragment() ? Partial("_Incident", Part) : Page();
    }
}
