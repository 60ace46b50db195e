using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>The list of resources.</summary>
internal sealed class IndexModel(
    ListResources resources, ResourceFacets facets, ResourceHealthBoard board, ResourceLoads loads, ResourceAlerts alerts, ScrapeInterval interval,
    IAuthorizationService authorization, Texts texts) : PageModel
{
    public ResourceFilter Filter { get; private set; } = new();

    public FacetCounts Facets { get; private set; } = null!;

    public Page<Resource> List { get; private set; } = new([], null);

    public int Matching { get; private set; }

    public HealthSnapshot Health { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, ResourceLoad> Loads { get; private set; } = new Dictionary<Guid, ResourceLoad>();

    public IReadOnlyDictionary<Guid, AlertCount> Alerts { get; private set; } = new Dictionary<Guid, AlertCount>();

    public bool MayManage { get; private set; }

    public bool IsFirstPage { get; private set; } = true;

    public int RefreshSeconds => (int)Math.Clamp(interval.Value.TotalSeconds, 5, 30);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var query = ResourceQuery.Read(Request.Query, reader);
        if (reader.Failure is not null)
        {
            return RedirectToPage();
        }

        var scope = HttpContext.Scope();
        Filter = query.Filter;
        IsFirstPage = query.After is null;
        Health = await board.GetAsync(cancellationToken);
        List = await resources.RunAsync(scope, query.Filter, query.Limit, query.After, cancellationToken);
        Loads = await loads.ReadAsync(List.Items, cancellationToken);
        Alerts = await alerts.CountAsync(scope, List.Items, cancellationToken);
        Facets = await facets.ReadAsync(scope, cancellationToken);
        Matching = await resources.CountAsync(scope, query.Filter, cancellationToken);
        MayManage = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        return this.PageOrFragment("_List");
    }

    /// <summary>How things are, in one sentence.</summary>
    public string State()
    {
        if (Facets.Total == 0)
        {
            return texts["resources.state.none"];
        }

        var parts = new[] { HealthState.Down, HealthState.Degraded, HealthState.Stale, HealthState.Up, HealthState.Unknown }
            .Where(state => Facets.Health[state] > 0)
            .Select(state => texts.Count($"resources.state.{(Health.Unavailable is null || state is not HealthState.Unknown ? Shared.Tone.Word(state) : "unasked")}", Facets.Health[state]));
        return texts.Count("resources.state", Facets.Total, ("parts", string.Join(texts["resources.state.separator"], parts)));
    }

    /// <summary>This list's address with another order.</summary>
    public string SortedBy(string column)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Request.QueryString.Value);
        query.Remove("cursor");
        query["sort"] = Filter.Sort.ToString().Equals(column, StringComparison.OrdinalIgnoreCase) && !Filter.Descending ? "-" + column : column;
        return Request.Path + QueryString.Create(query);
    }

    /// <summary><c>ascending</c>, <c>descending</c> or null, as the table's heading says it.</summary>
    public string? OrderOf(string column) =>
        Filter.Sort.ToString().Equals(column, StringComparison.OrdinalIgnoreCase) ? Filter.Descending ? "descending" : "ascending" : null;

    /// <summary>The address of the next part.</summary>
    public string Next()
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Request.QueryString.Value);
        query["cursor"] = List.NextCursor;
        return Request.Path + QueryString.Create(query);
    }
}
