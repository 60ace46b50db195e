using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>The list of deployments.</summary>
internal sealed class IndexModel(ListDeployments deployments, DeploymentFacets facets, Texts texts, Formats formats) : PageModel
{
    public DeploymentFilter Filter { get; private set; } = new(null, null, null, null, null);

    public Page<Deployment> List { get; private set; } = new([], null);

    public DeploymentCounts Facets { get; private set; } = null!;

    public int Matching { get; private set; }

    public bool IsFirstPage { get; private set; } = true;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        Filter = DeploymentFilter.Read(Request.Query, reader);
        var page = reader.Page(Request.Query["limit"], Request.Query["cursor"]);
        if (reader.Failure is not null)
        {
            return RedirectToPage();
        }

        IsFirstPage = page.After is null;
        var scope = HttpContext.Scope();
        List = await deployments.RunAsync(scope, Filter, page, cancellationToken);
        Facets = await facets.ReadAsync(scope, cancellationToken);
        Matching = await deployments.CountAsync(scope, Filter, cancellationToken);
        return this.PageOrFragment("_List");
    }

    public string State() => (Facets.Any, Facets.Latest) switch
    {
        (false, _) => texts["deployments.state.none"],
        (_, { } latest) => texts.Count("deployments.state", Facets.LastDay, ("latest", formats.Ago(latest))),
        _ => texts["deployments.state.quiet"],
    };

    public string Next()
    {
        var query = QueryHelpers.ParseQuery(Request.QueryString.Value);
        query["cursor"] = List.NextCursor;
        return Request.Path + QueryString.Create(query);
    }
}
