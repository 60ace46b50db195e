using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Runbooks.Reading;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Runbooks.Page;

/// <summary>The runbooks: what can be carried out, and what waits for a review.</summary>
internal sealed class IndexModel(ReadRunbooks runbooks, IAuthorizationService authorization, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Risk { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<RunbookRow> Rows { get; private set; } = new([], null);

    public Dictionary<RunbookState, int> Counts { get; } = [];

    public int All { get; private set; }

    public bool MayWrite { get; private set; }

    public bool IsFiltered => !string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Kind) || !string.IsNullOrEmpty(Risk) || !string.IsNullOrEmpty(Q);

    public string Sentence => Counts[RunbookState.Waiting] == 0 ? texts.Count("runbooks.state.all_reviewed", All) : texts.Count("runbooks.state.waiting", Counts[RunbookState.Waiting]);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var page = read.Page(null, Cursor);
        var filter = new RunbookFilter(read.Choice<RunbookState>("state", State), read.Choice<RunbookKind>("kind", Kind), read.Choice<RunbookRisk>("risk", Risk), read.Text("q", Q));
        Rows = await runbooks.ListAsync(filter, page, cancellationToken);
        MayWrite = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        if (Request.WantsFragment())
        {
            return Partial("_List", this);
        }

        foreach (var state in Enum.GetValues<RunbookState>())
        {
            Counts[state] = await runbooks.CountAsync(filter with { State = state }, cancellationToken);
        }

        All = await runbooks.CountAsync(filter with { State = null }, cancellationToken);
        return Page();
    }
}
