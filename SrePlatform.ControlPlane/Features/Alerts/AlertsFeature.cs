using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>Takes alerts in, keeps their episodes, and lists them.</summary>
internal static class AlertsFeature
{
    public static void AddAlerts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AlertOptions>>().Value);
        services.AddSingleton<AlertMetrics>();
        services.AddSingleton<StoreAlerts>();
        services.AddSingleton<AlertIntake>();
        services.AddScoped<ListAlerts>();
        services.AddScoped<ICustomMetricSource, AlertSeries>();
        services.AddWorker<AlertExpiryWorker>();
    }

    public static void MapAlerts(this WebApplication app)
    {
        app.MapIngestion();
        app.MapAlertApi();
    }
}
