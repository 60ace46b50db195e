using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>One panel by itself: as a fragment of its dashboard, or as a page with the questions that it asks.</summary>
internal sealed class PanelModel(DashboardCatalog catalog, ReadPanel read, ScrapeInterval interval, TimeProvider time) : PageModel
{
    public Dashboard Dashboard { get; private set; } = null!;

    public Panel Panel { get; private set; } = null!;

    public DashboardQuery Query { get; private set; } = null!;

    public PanelContent Shown { get; private set; } = new(PanelStatus.Empty);

    /// <summary>The questions as they are asked.</summary>
    public IReadOnlyList<string> Questions { get; private set; } = [];

    public string Back => $"/dashboards/{Dashboard.Name}{Query.ToQueryString()}";

    public string Series => $"/dashboards/{Dashboard.Name}/panels/{Panel.Id}/series{Query.ToQueryString()}";

    public async Task<IActionResult> OnGetAsync(string name, int id, CancellationToken cancellationToken)
    {
        var access = DashboardAccess.Of(HttpContext.Scope());
        if (catalog.Find(name, id, access) is not var (dashboard, panel))
        {
            return NotFound();
        }

        if (!DashboardQuery.Read(dashboard, Request.Query).TryGet(out var query, out _))
        {
            return Redirect($"/dashboards/{dashboard.Name}/panels/{panel.Id}");
        }

        (Dashboard, Panel, Query) = (dashboard, panel, query);
        var window = PanelWindow.Of(query.Range, time.GetUtcNow(), interval.Value);
        Questions = [.. panel.Targets.Select(target => target.Language == QueryLanguage.Sql ? QueryText.Sql(target.Text, window) : QueryText.MetricsQl(target.Text, window, query.Chosen))];
        if (panel.Kind != PanelKind.TimeSeries)
        {
            Shown = await read.RunAsync(panel, window, query.Chosen, access, cancellationToken);
        }

        return this.PageOrFragment("_Panel");
    }
}
