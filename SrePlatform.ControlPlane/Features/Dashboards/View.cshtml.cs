using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>One dashboard: Grafana's where it runs, else drawn here from the same file.</summary>
internal sealed class ViewModel(
    DashboardCatalog catalog, GrafanaAddress grafana, ReadVariables variables, ScrapeInterval interval, Preferences preferences, TimeProvider time) : PageModel
{
    private const string Drawn = "drawn";

    public Dashboard Dashboard { get; private set; } = null!;

    public IEnumerable<Dashboard> All => catalog.For(DashboardAccess.Of(HttpContext.Scope()));

    public DashboardQuery Query { get; private set; } = null!;

    public IReadOnlyList<VariableChoice> Variables { get; private set; } = [];

    public bool HasGrafana { get; private set; }

    /// <summary>Grafana's page of it, when that is shown.</summary>
    public string? Embedded { get; private set; }

    public async Task<IActionResult> OnGetAsync(string name, string? view, CancellationToken cancellationToken)
    {
        var access = DashboardAccess.Of(HttpContext.Scope());
        if (catalog.Find(name, access) is not { } dashboard)
        {
            return NotFound();
        }

        if (!DashboardQuery.Read(dashboard, Request.Query).TryGet(out var query, out _))
        {
            return Redirect($"/dashboards/{dashboard.Name}");
        }

        Dashboard = dashboard;
        Query = query;
        HasGrafana = grafana.IsFor(User);
        if (HasGrafana && view != Drawn)
        {
            Embedded = grafana.Of(dashboard, query, preferences.Theme);
            return Page();
        }

        Variables = await variables.RunAsync(dashboard, query, PanelWindow.Of(query.Range, time.GetUtcNow(), interval.Value), access, cancellationToken);
        return Page();
    }

    /// <summary>A panel's own address.</summary>
    public string AddressOf(Panel panel) => $"/dashboards/{Dashboard.Name}/panels/{panel.Id}{Query.ToQueryString()}";

    /// <summary>Where a chart asks for its lines.</summary>
    public string SeriesOf(Panel panel) => $"/dashboards/{Dashboard.Name}/panels/{panel.Id}/series{Query.ToQueryString()}";
}
