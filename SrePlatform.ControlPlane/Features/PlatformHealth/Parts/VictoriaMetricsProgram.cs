using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.PlatformHealth.Parts;

/// <summary>A program of VictoriaMetrics: all of them answer <c>/health</c>, and name their version among their own metrics, unless a distribution built them without one.</summary>
/// <param name="name">Of the part.</param>
/// <param name="section">Of the configuration that says where it is and how to sign in.</param>
internal sealed partial class VictoriaMetricsProgram(string name, string section, PartHttp http, IConfiguration configuration) : IPlatformPart
{
    public string Name => name;

    public bool IsConfigured => Url is not null;

    private string? Url => configuration[$"{section}:Url"] is { Length: > 0 } url ? url.TrimEnd('/') : null;

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => http.CheckAsync($"{Url}/health", Credentials(), cancellationToken);

    public async Task<PartDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        var line = await http.LineAsync($"{Url}/metrics", Credentials(), "vm_app_version{", cancellationToken);
        return new PartDescription(line is null ? null : Version().Match(line) is { Success: true } found ? found.Groups[1].Value : null);
    }

    private System.Net.Http.Headers.AuthenticationHeaderValue? Credentials() =>
        VictoriaMetricsCredentials.Of(configuration[$"{section}:Username"], configuration[$"{section}:Password"]);

    [GeneratedRegex("""short_version="v?([^"]+)["]""")]
    private static partial Regex Version();
}
