using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>Action items of all postmortems that somebody still has to do, the most urgent first.</summary>
internal sealed class ActionsModel(ReadActionItems actions, Texts texts) : PageModel
{
    /// <summary><c>me</c>, or a name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Owner { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Due { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<ActionItemView> Rows { get; private set; } = new([], null);

    public ActionItemCounts Counts { get; private set; } = new(0, 0);

    public DateOnly Today => actions.Today;

    public string Sentence => texts.Count("postmortems.state.overdue", Counts.Overdue, ("open", Counts.Open));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var owner = Owner == "me" ? Actor.From(User).Name : read.Text("owner", Owner);
        Rows = await actions.ListAsync(HttpContext.Scope(), owner, Due == "overdue", read.Page(null, Cursor), cancellationToken);
        Counts = await actions.CountAsync(HttpContext.Scope(), cancellationToken);
        return this.PageOrFragment("_ActionList");
    }
}
