using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Postmortems.Editing;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>What incidents taught: postmortems, what is still to do, and what comes back.</summary>
internal sealed class IndexModel(ReadPostmortems postmortems, ReadActionItems actions, RecurringCauses causes, IAuthorizationService authorization, Texts texts) : PageModel
{
    private const int MostActions = 8;

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cause { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<PostmortemRow> Rows { get; private set; } = new([], null);

    public Dictionary<PostmortemState, int> Counts { get; } = [];

    public int All { get; private set; }

    public IReadOnlyList<ActionItemView> Actions { get; private set; } = [];

    public ActionItemCounts ActionCounts { get; private set; } = new(0, 0);

    public IReadOnlyList<RecurringCause> Causes { get; private set; } = [];

    public DateOnly Today => actions.Today;

    public bool IsFiltered => !string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Cause) || !string.IsNullOrEmpty(Service) || !string.IsNullOrEmpty(Q);

    public string Sentence => ActionCounts switch
    {
        { Open: 0 } => texts.Count("postmortems.state.none_open", All),
        { Overdue: 0 } => texts.Count("postmortems.state.open", ActionCounts.Open),
        _ => texts.Count("postmortems.state.overdue", ActionCounts.Overdue, ("open", ActionCounts.Open)),
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        var read = new QueryReader();
        var page = read.Page(null, Cursor);
        var filter = new PostmortemFilter
        {
            State = read.Choice<PostmortemState>("state", State),
            CauseKind = read.Choice<CauseKind>("cause", Cause),
            Service = read.Text("service", Service),
            Search = read.Text("q", Q),
        };
        Rows = await postmortems.ListAsync(scope, filter, page, cancellationToken);
        if (Request.WantsFragment())
        {
            return Partial("_List", this);
        }

        foreach (var state in Enum.GetValues<PostmortemState>())
        {
            Counts[state] = await postmortems.CountAsync(scope, filter with { State = state }, cancellationToken);
        }

        All = await postmortems.CountAsync(scope, filter with { State = null }, cancellationToken);
        Actions = await actions.OpenAsync(scope, null, MostActions, cancellationToken);
        ActionCounts = await actions.CountAsync(scope, cancellationToken);
        Causes = await causes.RunAsync(scope, cancellationToken);
        return Page();
    }

    /// <summary>Starts the postmortem of an incident, and goes there.</summary>
    public async Task<IActionResult> OnPostStartAsync(string? incident, [FromServices] StartPostmortem start, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded)
        {
            return Forbid();
        }

        var outcome = await start.RunAsync(incident ?? "", Actor.From(User), HttpContext.Scope(), cancellationToken);
        return outcome.TryGet(out var postmortem, out var failure)
            ? this.Done($"/postmortems/{postmortem.Reference}")
            : this.Done("/postmortems", texts.Say(failure));
    }
}
