using SrePlatform.DemoShop.Faults;

namespace SrePlatform.DemoShop.Services;

/// <summary>A service of the shop: what it is called, the version it starts with, whom it calls, and the fault it can have.</summary>
internal sealed record ShopService(string Name, string Version, IReadOnlyList<string> Peers, string? Fault = null);

/// <summary>The services of the shop. The newsletter is on no request path: it can only make noise.</summary>
internal static class ShopServices
{
    public static readonly IReadOnlyList<ShopService> All =
    [
        new("storefront", "v4.12.0", ["catalog", "search", "checkout"]),
        new("catalog", "v3.7.2", ["inventory"], FaultNames.CpuBurnCatalog),
        new("search", "v1.18.0", [], FaultNames.MemoryLeakSearch),
        new("checkout", "v2.9.4", ["payment", "orders"]),
        new("payment", "v2.3.0", [], FaultNames.BadDeploymentPayment),
        new("orders", "v5.1.1", ["inventory"], FaultNames.DependencyDownOrders),
        new("inventory", "v1.6.3", [], FaultNames.LatencyInventory),
        new("newsletter", "v0.9.0", [], FaultNames.NoiseNewsletter),
    ];

    public static ShopService? Find(string? name) => All.FirstOrDefault(service => service.Name == name);

    /// <summary>Where a service is, by its name in service discovery.</summary>
    public static Uri Address(string name) => new($"http://shop-{name}");
}
