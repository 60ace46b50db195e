using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Deployments;

internal static class DeploymentsFeature
{
    public static void AddDeployments(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ICustomMetricSource, DeploymentSeries>();
        builder.Services.AddScoped<ReportDeployment>();
        builder.Services.AddScoped<ListDeployments>();
        builder.Services.AddScoped<DeploymentFacets>();
    }

    public static void MapDeployments(this WebApplication app) => DeploymentEndpoints.Map(app);
}
