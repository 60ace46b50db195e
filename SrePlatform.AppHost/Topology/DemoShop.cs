using System.Globalization;

namespace SrePlatform.AppHost.Topology;

/// <summary>A shop to break: small services that call one another, and a console with the load and the fault switches.</summary>
internal static class DemoShop
{
    private const string Project = "../SrePlatform.DemoShop/SrePlatform.DemoShop.csproj";

    // Who calls whom; newsletter is on no request's path.
    private static readonly (string Service, string Criticality, string[] Calls)[] Services =
    [
        ("storefront", "high", ["catalog", "search", "checkout"]),
        ("catalog", "high", ["inventory"]),
        ("search", "medium", []),
        ("checkout", "critical", ["payment", "orders"]),
        ("payment", "critical", []),
        ("orders", "critical", ["inventory"]),
        ("inventory", "high", []),
        ("newsletter", "low", []),
    ];

    /// <summary>Adds the shop, declares its services in the inventory, and returns its console.</summary>
    public static IResourceBuilder<ProjectResource> AddDemoShop(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> controlPlane,
        IResourceBuilder<ProjectResource> controlPlaneDatabase,
        PlatformSecrets secrets,
        int intervalSeconds)
    {
        var services = Services.ToDictionary(
            service => service.Service,
            service => builder.AddShop($"shop-{service.Service}", service.Service, secrets, intervalSeconds));
        foreach (var (service, criticality, calls) in Services)
        {
            foreach (var callee in calls)
            {
                services[service].WithReference(services[callee]);
            }

            controlPlaneDatabase.WithTarget(
                new SeededTarget($"shop-{service}", service, "service", "demo", "shop", criticality), services[service].ScrapeEndpoint());
        }

        var console = builder.AddShop("shop-console", "console", secrets, intervalSeconds)
            .WithReference(controlPlane)
            .WithEnvironment("ControlPlane__DeploymentsToken", secrets.DeploymentsToken)
            .WithBrowserUrl("ControlPlane__PublicUrl", controlPlane.GetEndpoint("http"))
            .WithExternalHttpEndpoints()
            .WaitFor(controlPlane);
        if (builder.Configuration["Shop:RequestsPerSecond"] is { Length: > 0 } load)
        {
            console.WithEnvironment("Shop__RequestsPerSecond", load);
        }

        foreach (var service in services.Values)
        {
            console.WithReference(service).WaitFor(service);
        }

        return console;
    }

    private static IResourceBuilder<ProjectResource> AddShop(
        this IDistributedApplicationBuilder builder, string name, string service, PlatformSecrets secrets, int intervalSeconds) =>
        builder.AddProject(name, Project, launchProfileName: null)
            .WithArgs("--service", service)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health")
            .WithEnvironment("Shop__ControlToken", secrets.ShopControlToken)
            .WithEnvironment("Intervals__Seconds", intervalSeconds.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("DOTNET_gcServer", "0")
            .WithEnvironment("DOTNET_GCHeapAffinitizeMask", "1")
            .WithEnvironment("DOTNET_TieredCompilation", "1");
}
