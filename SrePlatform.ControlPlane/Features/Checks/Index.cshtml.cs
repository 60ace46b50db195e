using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>The checks of one resource, for its page to read again and by themselves.</summary>
internal sealed class IndexModel(SreDbContext context, ChecksPart part, IAuthorizationService authorization) : PageModel
{
    public ShownChecks Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await context.FindResourceAsync(id, HttpContext.Scope(), cancellationToken) is not { } resource)
        {
            return NotFound();
        }

        var mayManage = HttpContext.Scope().Manages(resource.Team) && (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        Shown = await part.ReadAsync(resource, mayManage, cancellationToken);
        return Request.WantsFragment() ? Partial("/Features/Checks/_Checks.cshtml", Shown) : Page();
    }
}
