using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary>What ran, newest first.</summary>
internal sealed class IndexModel(ReadExecutions executions, ListFreezes freezes) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Runbook { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public IReadOnlyList<FreezeView> Freezes { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Runbook);

    public Page<ExecutionView> Rows { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        Rows = await executions.ListAsync(HttpContext.Scope(), read.Choice<ExecutionState>("state", State), null, read.Text("runbook", Runbook), read.Page(null, Cursor), cancellationToken);
        Freezes = await freezes.ActiveAsync(cancellationToken);
        return this.PageOrFragment("_List");
    }
}
