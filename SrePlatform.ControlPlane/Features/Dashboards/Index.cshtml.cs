using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>The dashboards there are.</summary>
internal sealed class IndexModel(DashboardCatalog catalog, GrafanaAddress grafana) : PageModel
{
    public IReadOnlyList<Dashboard> All => catalog.All;

    public bool HasGrafana => grafana.IsFor(User);
}
