using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Automation.Proposals;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary>The repair of an incident by itself, for live updates and for asking.</summary>
internal sealed class RepairModel(ReadIncidents incidents, RepairPart part, RequestProposal proposals, IAuthorizationService authorization, Texts texts) : PageModel
{
    public Repair Repair { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        return Request.WantsFragment() ? Partial(part.View, Repair) : Page();
    }

    public async Task<IActionResult> OnPostRequestAsync(string reference, Guid diagnosis, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded)
        {
            return Forbid();
        }

        // What is asked for belongs to an incident that this person sees.
        if (!await LoadAsync(reference, cancellationToken) || Repair.Proposal?.DiagnosisId != diagnosis)
        {
            return NotFound();
        }

        var outcome = await proposals.RunAsync(diagnosis, Actor.From(User), cancellationToken);
        var says = outcome.Failure is { } failure ? texts.Say(failure) : texts["automation.said.requested", ("reference", outcome.Value!.Reference)];
        if (!Request.WantsFragment())
        {
            TempData[HtmxPages.SaysKey] = says;
            return Redirect($"/incidents/{Uri.EscapeDataString(reference)}");
        }

        Response.Says(says, outcome.Failure is not null);
        return await LoadAsync(reference, cancellationToken) ? Partial(part.View, Repair) : NotFound();
    }

    private async Task<bool> LoadAsync(string reference, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } incident)
        {
            return false;
        }

        Repair = (Repair)(await part.LoadAsync(incident.Id, incident.Reference, User, cancellationToken))!;
        return true;
    }
}
