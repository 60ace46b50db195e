using SrePlatform.ControlPlane.Features.PlatformHealth.Parts;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane.Features.PlatformHealth;

/// <summary>How the platform itself does: its parts, queues, rules, migrations and last errors.</summary>
internal static class PlatformHealthFeature
{
    public static void AddPlatformHealth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
#pragma warning disable EXTEXP0001 // A part that does not answer is what the page is to say, at once.
        services.AddHttpClient(PartHttp.ClientName).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        services.AddSingleton<PartHttp>();
        services.AddSingleton<IPlatformPart, ControlPlanePart>();
        services.AddSingleton<IPlatformPart, PostgresPart>();
        services.AddPart(provider => ActivatorUtilities.CreateInstance<VictoriaMetricsProgram>(provider, "victoria_metrics", "VictoriaMetrics"));
        services.AddPart(provider => ActivatorUtilities.CreateInstance<VictoriaMetricsProgram>(provider, "vmalert", "VmAlert"));
        services.AddSingleton<IPlatformPart, IdentityProviderPart>();
        services.AddPart(provider => ActivatorUtilities.CreateInstance<ServicePart>(provider, "assistant", "assistant"));
        services.AddPart(provider => ActivatorUtilities.CreateInstance<ServicePart>(provider, "executor", "control-plane-executor"));
        services.AddSingleton<IPlatformPart, GrafanaPart>();
        services.AddSingleton<CheckParts>();
        services.AddSingleton<ReadQueues>();
        services.AddScoped<ReadSchemas>();
        services.AddScoped<ReadPlatform>();
        services.AddSingleton<ISettingsPlace, PlatformPlace>();
    }

    public static void MapPlatformHealth(this WebApplication app) =>
        app.MapApi("platform").WithTags("Platform")
            .MapGet("/", Read)
            .WithName("GetPlatform")
            .WithSummary("Says how the platform itself does. What does not answer is part of the answer, never an error.")
            .RequireAuthorization(Policies.Administer)
            .Produces<PlatformReport>();

    private static async Task<IResult> Read(ReadPlatform platform, CancellationToken cancellationToken) => TypedResults.Ok(await platform.RunAsync(cancellationToken));

    private static void AddPart<T>(this IServiceCollection services, Func<IServiceProvider, T> make) where T : class, IPlatformPart =>
        services.AddSingleton<IPlatformPart>(make);

    private sealed class PlatformPlace : ISettingsPlace
    {
        public int Order => 90;

        public string Icon => "gauge";

        public string Address => "/settings/platform";

        public string Title => "platformhealth.title";

        public string Text => "platformhealth.about";

        public string Policy => Policies.Administer;
    }
}
