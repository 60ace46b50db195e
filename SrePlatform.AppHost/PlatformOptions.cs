using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SrePlatform.AppHost;

/// <summary>What a person can choose at start; see the README.</summary>
internal sealed record PlatformOptions(bool Demo, int Port, int IdentityPort, int IntervalSeconds, string DataFolder)
{
    private const int DefaultPort = 5080;
    private const int DefaultIdentityPort = 8180;
    private const int ProductionInterval = 15;
    private const int DemoInterval = 5;

    /// <summary>Gives switches without a value the value that configuration needs: <c>--demo</c> becomes <c>--demo=true</c>.</summary>
    public static string[] Arguments(string[] args) => [.. args.Select(arg => arg == "--demo" ? "--demo=true" : arg)];

    /// <summary>Reads the choices.</summary>
    public static PlatformOptions From(IConfiguration configuration)
    {
        var demo = string.Equals(configuration["demo"], "true", StringComparison.OrdinalIgnoreCase);
        return new PlatformOptions(
            demo,
            Number(configuration["port"] ?? configuration["ControlPlane:Port"], DefaultPort, "--port"),
            Number(configuration["identity-port"] ?? configuration["Keycloak:Port"], DefaultIdentityPort, "--identity-port"),
            Number(configuration["Intervals:Seconds"], demo ? DemoInterval : ProductionInterval, "Intervals:Seconds"),
            AppHost.DataFolder.Of(configuration).Path);
    }

    private static int Number(string? text, int otherwise, string name) =>
        string.IsNullOrWhiteSpace(text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535 ? number
        : throw new ArgumentException($"'{text}' is not a number that {name} can have.");
}
