using System.Net.Http.Headers;
using SrePlatform.ServiceDefaults.Telemetry;

namespace SrePlatform.ControlPlane.Features.PlatformHealth.Parts;

/// <summary>Another service of the platform, found by its name.</summary>
/// <param name="name">Of the part.</param>
/// <param name="host">Its name in service discovery.</param>
internal sealed class ServicePart(string name, string host, PartHttp http, IConfiguration configuration) : IPlatformPart
{
    public string Name => name;

    public bool IsConfigured => configuration.GetSection($"services:{host}").GetChildren().Any();

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => http.CheckAsync($"http://{host}/health", null, cancellationToken);

    public async Task<PartDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        if (configuration["Scraping:Token"] is not { Length: > 0 } token)
        {
            return new PartDescription();
        }

        var status = await http.JsonAsync<ServiceStatus>($"http://{host}{ServiceStatus.Path}", new AuthenticationHeaderValue("Bearer", token), ServiceStatus.Json, cancellationToken);
        return new PartDescription(status?.Version, status);
    }
}
