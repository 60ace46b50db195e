using SrePlatform.DemoShop.Faults;
using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>The switches of the shop's faults. Where they stand is known to the services alone.</summary>
internal sealed class FaultSwitchboard(ServiceControl control, DeploymentReporter deployments, Releases releases)
{
    /// <summary>The services that can have a fault, which is the order of the switches.</summary>
    public static readonly IReadOnlyList<ShopService> Switches =
    [
        .. new[]
        {
            FaultNames.LatencyInventory, FaultNames.BadDeploymentPayment, FaultNames.DependencyDownOrders,
            FaultNames.CpuBurnCatalog, FaultNames.MemoryLeakSearch, FaultNames.NoiseNewsletter,
        }.Select(fault => ShopServices.All.Single(service => service.Fault == fault)),
    ];

    /// <summary>Switches one fault and says how that went.</summary>
    public async Task<SwitchResult> SwitchAsync(string fault, bool on, CancellationToken cancellationToken)
    {
        if (Switches.FirstOrDefault(service => service.Fault == fault) is not { } target)
        {
            return SwitchResult.UnknownFault;
        }

        if (await control.ReadAsync(target.Name, cancellationToken) is not { } before)
        {
            return SwitchResult.ServiceAway;
        }

        // The deployment comes first, then what it breaks: that is the order in which it happens.
        if (fault == FaultNames.BadDeploymentPayment && before.FaultOn != on)
        {
            deployments.Report(on ? releases.Bad(target) : releases.Rollback(target));
        }

        return await control.SwitchAsync(target.Name, on, cancellationToken) is null ? SwitchResult.ServiceAway : SwitchResult.Switched;
    }

    /// <summary>Switches everything off that can be reached; the services that cannot.</summary>
    public async Task<IReadOnlyList<string>> SwitchAllOffAsync(CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(Switches.Select(async service => (service, result: await SwitchAsync(service.Fault!, on: false, cancellationToken))));
        return [.. results.Where(entry => entry.result == SwitchResult.ServiceAway).Select(entry => entry.service.Name)];
    }
}

/// <summary>How moving a switch went.</summary>
internal enum SwitchResult
{
    Switched,
    UnknownFault,
    ServiceAway,
}
