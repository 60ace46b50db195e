using System.Diagnostics.Metrics;
using SrePlatform.DemoShop.Faults;
using SrePlatform.DemoShop.Telemetry;

namespace SrePlatform.DemoShop.Services;

/// <summary>One service of the shop.</summary>
internal static class ServiceApp
{
    public static WebApplication Build(WebApplicationBuilder builder, ShopService service)
    {
        builder.AddShopDefaults();
        var services = builder.Services;
        services.AddSingleton(service);
        services.AddSingleton<RunningVersion>();
        services.AddSingleton<RecentRequests>();
        services.AddSingleton<MailQueue>();
        services.AddSingleton<QueueDepth>();
        services.AddSingleton<Warehouse>();
        services.AddSingleton<BackEnd>();
        services.AddSingleton(provider => new ShopMetrics(provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<QueueDepth>().Read));
        services.AddSingleton(provider => new FaultOfService(ShopFaults.Of(service, provider)));
        services.AddHttpClient<PeerClient>(http => http.Timeout = ShopDefaults.PeerTimeout);

        var app = builder.Build();
        app.Services.GetRequiredService<ShopMetrics>();
        var fault = app.Services.GetRequiredService<FaultOfService>().Fault;
        app.UseExceptionHandler();
        app.Use(new BusinessCalls(app.Services.GetRequiredService<RecentRequests>(), fault).InvokeAsync);
        app.MapDefaultEndpoints();
        app.MapControl(service, fault);
        app.MapBusiness(service);
        return app;
    }
}

/// <summary>The fault of the running service, if it has one; ends with the application.</summary>
internal sealed record FaultOfService(ShopFault? Fault) : IDisposable
{
    public void Dispose() => Fault?.Dispose();
}
