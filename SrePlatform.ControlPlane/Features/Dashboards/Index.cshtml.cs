using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>The dashboards there are.</summary>
internal sealed class IndexModel(DashboardCatalog catalog, GrafanaAddress grafana) : PageModel
{
    public IEnumerable<Dashboard> All => catalog.For(DashboardAccess.Of(HttpContext.Scope()));

    public bool HasGrafana => grafana.IsFor(User);
}
