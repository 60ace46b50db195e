using System.ComponentModel.DataAnnotations;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>The section <c>Shop</c> of the configuration.</summary>
internal sealed class ConsoleOptions
{
    /// <summary>Requests that customers make per second, all together; 0 for none.</summary>
    [Range(0, 1000)]
    public double RequestsPerSecond { get; init; } = 50;

    /// <summary>What the services' control endpoints ask for.</summary>
    [Required]
    public string ControlToken { get; init; } = "";

    /// <summary>The environment that deployments are reported for.</summary>
    public string Environment { get; init; } = "demo";
}
