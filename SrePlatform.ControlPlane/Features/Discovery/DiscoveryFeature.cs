using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.Discovery;

/// <summary>Looks through allowed networks for what is not in the inventory yet.</summary>
internal static class DiscoveryFeature
{
    public static void AddDiscovery(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ScanOptions>().BindConfiguration(ScanOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ScanStore>();
        services.AddSingleton<LookAtHost>();
        services.AddScoped<StartScan>();
        services.AddScoped<SettleFindings>();
        services.AddWorker<ScanWorker>();
    }
}
