using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.Faults;

/// <summary>Makes the fault that a service can have.</summary>
internal static class ShopFaults
{
    public static ShopFault? Of(ShopService service, IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        return service.Fault switch
        {
            FaultNames.LatencyInventory => new LatencyFault(service.Fault, time),
            FaultNames.DependencyDownOrders => new OutageFault(service.Fault),
            FaultNames.BadDeploymentPayment => new BadDeploymentFault(service.Fault, services.GetRequiredService<RunningVersion>()),
            FaultNames.MemoryLeakSearch => new MemoryLeakFault(service.Fault, time),
            FaultNames.CpuBurnCatalog => new CpuBurnFault(service.Fault, time),
            FaultNames.NoiseNewsletter => new NoiseFault(service.Fault, services.GetRequiredService<MailQueue>(), time),
            _ => null,
        };
    }
}
