using SrePlatform.ControlPlane.Features.Resources.Import;
using SrePlatform.ControlPlane.Features.Resources.Labels;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

internal static class ResourcesFeature
{
    public static void AddResources(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IDatabaseSeed, ResourceSeed>();
        builder.Services.AddScoped<ICustomMetricSource, ResourceSeries>();
        builder.Services.AddSingleton<ScrapeTargets>();
        builder.Services.AddSingleton<ResourceHealthBoard>();
        builder.Services.AddScoped<ListResources>();
        builder.Services.AddScoped<ReadResourceSeries>();
        builder.Services.AddScoped<ResourceLoads>();
        builder.Services.AddScoped<ResourceFacets>();
        builder.Services.AddScoped<ResourceAlerts>();
        builder.Services.AddScoped<CreateResource>();
        builder.Services.AddScoped<EditResource>();
        builder.Services.AddScoped<DeleteResource>();
        builder.Services.AddScoped<RetireResource>();
        builder.Services.AddScoped<CheckLabels>();
        builder.Services.AddScoped<PlanImport>();
        builder.Services.AddScoped<ApplyImport>();
        builder.Services.AddScoped<EditLabelRules>();
        builder.Services.AddScoped<ReadLabelRules>();
        builder.Services.AddScoped<IHealthSignal, AlertSignal>();
        builder.Services.AddOptions<ResourceOptions>().BindConfiguration(ResourceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
    }

    public static void MapResources(this WebApplication app)
    {
        ResourceEndpoints.Map(app);
        DiscoveryEndpoint.Map(app);
        ResourcePageEndpoints.Map(app);
    }
}
