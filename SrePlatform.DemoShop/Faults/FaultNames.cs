namespace SrePlatform.DemoShop.Faults;

/// <summary>What the switches are called.</summary>
internal static class FaultNames
{
    public const string LatencyInventory = "latency-inventory";
    public const string BadDeploymentPayment = "bad-deployment-payment";
    public const string MemoryLeakSearch = "memory-leak-search";
    public const string CpuBurnCatalog = "cpu-burn-catalog";
    public const string DependencyDownOrders = "dependency-down-orders";
    public const string NoiseNewsletter = "noise-newsletter";
}
