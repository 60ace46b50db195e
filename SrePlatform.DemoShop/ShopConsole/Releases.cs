using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SrePlatform.DemoShop.Faults;
using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>The deployments of the shop, as its build system would report them.</summary>
internal sealed class Releases(IOptions<ConsoleOptions> options, TimeProvider time)
{
    /// <summary>The version that a service starts with.</summary>
    public DeploymentReport First(ShopService service) => Report(service, service.Version, null, "First deployment of the demo shop");

    /// <summary>The version of payment that fails.</summary>
    public DeploymentReport Bad(ShopService service) =>
        Report(service, BadDeploymentFault.BadVersion, service.Version, "Round amounts with the currency's own rules");

    /// <summary>Back to the version before.</summary>
    public DeploymentReport Rollback(ShopService service) =>
        Report(service, service.Version, BadDeploymentFault.BadVersion, $"Roll back to {service.Version}");

    private DeploymentReport Report(ShopService service, string version, string? previous, string description) =>
        new(service.Name, version, previous, options.Value.Environment, "shop-pipeline", CommitOf(service.Name, version), description, "succeeded", time.GetUtcNow());

    /// <summary>The same version always comes from the same commit.</summary>
    private static string CommitOf(string service, string version) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{service} {version}")))[..12];
}
