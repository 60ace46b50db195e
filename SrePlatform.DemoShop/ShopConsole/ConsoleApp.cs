using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>The load on the shop, and the switches of its faults.</summary>
internal static class ConsoleApp
{
    /// <summary>What <c>--service</c> calls it.</summary>
    public const string Name = "console";

    private static readonly string[] _languages = ["en", "zh-Hant"];

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddShopDefaults();
        builder.AddConsoleSecurity();
        var services = builder.Services;
        services.AddOptions<ConsoleOptions>().BindConfiguration("Shop").ValidateDataAnnotations().ValidateOnStart();
        services.AddLocalization();
        services.AddRazorPages(options => options.RootDirectory = "/ShopConsole");
        services.AddHttpClient(LoadGenerator.ClientName, http => http.Timeout = 2 * ShopDefaults.PeerTimeout);
        services.AddHttpClient<ServiceControl>(http => http.Timeout = ServiceControl.Timeout);
        services.AddSingleton<CustomerView>();
        services.AddSingleton<Releases>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DeploymentReporter>(
            provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(DeploymentReporter))));
        services.AddTransient<FaultSwitchboard>();
        services.AddHostedService<LoadGenerator>();
        services.AddHostedService<MailJob>();
        services.AddHostedService<DeploymentReports>();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseConsoleSecurity();
        app.UseRequestLocalization(options => options.SetDefaultCulture(_languages[0]).AddSupportedCultures(_languages).AddSupportedUICultures(_languages));
        app.MapDefaultEndpoints();
        app.MapAssets();
        app.MapFaults();
        app.MapVersions();
        app.MapRazorPages();
        return app;
    }
}
