using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.PlatformHealth.Parts;

/// <summary>Grafana, where it runs; asked at <c>Grafana:Address</c> where the browser's <c>Grafana:Url</c> does not lead there from here.</summary>
internal sealed class GrafanaPart(PartHttp http, IConfiguration configuration) : IPlatformPart
{
    public string Name => "grafana";

    public bool IsConfigured => Url is not null;

    private string? Url => (configuration["Grafana:Address"] ?? configuration["Grafana:Url"]) is { Length: > 0 } url ? url.TrimEnd('/') : null;

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => http.CheckAsync($"{Url}/api/health", null, cancellationToken);

    public async Task<PartDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        var health = await http.JsonAsync<JsonElement>($"{Url}/api/health", null, JsonSerializerOptions.Web, cancellationToken);
        return new PartDescription(health.ValueKind is JsonValueKind.Object && health.TryGetProperty("version", out var version) ? version.ToString() : null);
    }
}
