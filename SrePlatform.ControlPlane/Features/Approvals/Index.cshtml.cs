using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>The inbox: actions that wait for people, and those that did.</summary>
internal sealed class IndexModel(ReadApprovals approvals) : PageModel
{
    /// <summary><c>open</c> by default, or <c>over</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Risk { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<ApprovalView> Rows { get; private set; } = new([], null);

    public int Waiting { get; private set; }

    public bool IsFiltered => !string.IsNullOrEmpty(Show) || !string.IsNullOrEmpty(Risk);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var filter = new ApprovalFilter(Show != "over", read.Choice<RunbookRisk>("risk", Risk));
        Rows = await approvals.ListAsync(HttpContext.Scope(), filter, read.Page(null, Cursor), cancellationToken);
        Waiting = await approvals.WaitingAsync(HttpContext.Scope(), cancellationToken);
        return this.PageOrFragment("_List");
    }
}
