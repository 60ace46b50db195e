using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>The list of rules, and whether vmalert evaluates them.</summary>
internal sealed class IndexModel(
    ListAlertRules rules, RuleCounts counts, FiringRules firing, ScrapeInterval interval, IAuthorizationService authorization, Texts texts) : PageModel
{
    public AlertRuleFilter Filter { get; private set; } = new(null, null, null, null);

    public Page<AlertRule> List { get; private set; } = new([], null);

    public RuleFacets Facets { get; private set; } = null!;

    public IReadOnlyDictionary<string, int> Firing { get; private set; } = new Dictionary<string, int>();

    public bool MayManage { get; private set; }

    public int Matching { get; private set; }

    public bool IsFirstPage { get; private set; } = true;

    public int RefreshSeconds => (int)Math.Clamp(interval.Value.TotalSeconds, 5, 30);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        Filter = AlertRuleFilter.Read(Request.Query, reader);
        var after = reader.Text("cursor", Request.Query["cursor"]);
        if (reader.Failure is not null)
        {
            return RedirectToPage();
        }

        IsFirstPage = after is null;
        var scope = HttpContext.Scope();
        List = await rules.RunAsync(scope, Filter, PageRequest.DefaultLimit, after, cancellationToken);
        Firing = await firing.CountAsync(scope, [.. List.Items.Select(rule => rule.Name)], cancellationToken);
        Facets = await counts.ReadAsync(scope, cancellationToken);
        Matching = await rules.CountAsync(scope, Filter, cancellationToken);
        MayManage = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        return this.PageOrFragment("_List");
    }

    /// <summary>How things are, in one sentence: what is wrong first.</summary>
    public string State()
    {
        if (Facets.Total == 0)
        {
            return texts["rules.state.none"];
        }

        var failed = Facets.SyncStates.GetValueOrDefault(RuleSyncState.Failed);
        var pending = Facets.SyncStates.GetValueOrDefault(RuleSyncState.Pending);
        return (failed, pending) switch
        {
            (0, 0) => texts.Count("rules.state.fresh", Facets.Total),
            (0, _) => texts.Count("rules.state.pending", pending, ("total", Facets.Total)),
            _ => texts.Count("rules.state.failed", failed, ("total", Facets.Total)),
        };
    }

    public string Next()
    {
        var query = QueryHelpers.ParseQuery(Request.QueryString.Value);
        query["cursor"] = List.NextCursor;
        return Request.Path + QueryString.Create(query);
    }
}
