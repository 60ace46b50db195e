using SrePlatform.ControlPlane.Features.Checks.Probes;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>What the platform asks of resources itself: pages, ports, echoes.</summary>
internal static class ChecksFeature
{
    public static void AddChecks(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CheckOptions>().BindConfiguration(CheckOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IProbe, HttpProbe>();
        services.AddSingleton<IProbe, TcpProbe>();
        services.AddSingleton<IProbe, IcmpProbe>();
        services.AddSingleton<RunCheck>();
        services.AddSingleton<CheckStore>();
        services.AddScoped<SaveCheck>();
        services.AddScoped<ChecksPart>();
        services.AddScoped<IResourcePart>(provider => provider.GetRequiredService<ChecksPart>());
        services.AddScoped<IHealthSignal, CheckSignal>();
        services.AddWorker<CheckWorker>();
    }

    public static void MapChecks(this WebApplication app)
    {
        CheckEndpoints.Map(app);
        CheckPageEndpoints.Map(app);
    }
}
