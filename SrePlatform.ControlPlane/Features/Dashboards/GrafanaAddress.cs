using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>Where Grafana is, if it runs (<c>Grafana:Url</c>). It knows no teams, so it is for administrators.</summary>
internal sealed class GrafanaAddress(IConfiguration configuration)
{
    private readonly Uri? _url = Uri.TryCreate(configuration["Grafana:Url"], UriKind.Absolute, out var url) ? url : null;

    public bool IsFor(System.Security.Claims.ClaimsPrincipal person) => _url is not null && person.IsInRole(Roles.SuperAdmin);

    /// <summary>A dashboard there, without Grafana's own menus.</summary>
    public string Of(Dashboard dashboard, DashboardQuery query, string theme) => $"{_url!.AbsoluteUri.TrimEnd('/')}/d/{dashboard.Uid}{query.ToGrafanaQuery(theme)}";
}
