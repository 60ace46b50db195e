namespace SrePlatform.ControlPlane.Features.Dashboards;

internal static class DashboardsFeature
{
    public static void AddDashboards(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DashboardCatalog>();
        builder.Services.AddSingleton<GrafanaAddress>();
        builder.Services.AddScoped<ReportingReader>();
        builder.Services.AddScoped<ReadPanel>();
        builder.Services.AddScoped<ReadPanelSeries>();
        builder.Services.AddScoped<ReadVariables>();
    }

    public static void MapDashboards(this WebApplication app) => DashboardEndpoints.Map(app);
}
