using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Automation.Proposals;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary>How far each runbook may go by itself, for each rule.</summary>
internal sealed class AutonomyModel(ReadAutonomy autonomy) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Level { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<AutonomyView> Rows { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        Rows = await autonomy.ListAsync(HttpContext.Scope(), read.Choice<AutonomyLevel>("level", Level), null, read.Page(null, Cursor), cancellationToken);
        return this.PageOrFragment("_Autonomy");
    }
}
