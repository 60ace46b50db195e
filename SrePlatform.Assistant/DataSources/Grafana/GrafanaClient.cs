using System.Globalization;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.DataSources.Grafana;

/// <summary>Where Grafana is, if anywhere; section <c>Grafana</c>. A viewer's service account token is enough.</summary>
internal sealed class GrafanaOptions : HttpSourceOptions
{
    public const string Section = "Grafana";
}

/// <summary>Reads annotations and dashboards of Grafana.</summary>
internal sealed class GrafanaClient(HttpClient http, IOptions<GrafanaOptions> options)
{
    private const string Source = "Grafana";
    private const int Most = 100;

    public bool IsOn => options.Value.IsOn;

    public Task<ToolBytes> AnnotationsAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/annotations?from={start.ToUnixTimeMilliseconds()}&to={end.ToUnixTimeMilliseconds()}&limit={Most}"), cancellationToken);

    public Task<ToolBytes> DashboardsAsync(string words, CancellationToken cancellationToken) =>
        GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/search?type=dash-db&query={Uri.EscapeDataString(words)}&limit={Most}"), cancellationToken);

    public Task<ToolBytes> CheckAsync(CancellationToken cancellationToken) => GetAsync("api/health", cancellationToken);

    private async Task<ToolBytes> GetAsync(string path, CancellationToken cancellationToken)
    {
        if (http.BaseAddress is null)
        {
            throw new SourceException("No Grafana is configured: set Grafana__Url.");
        }

        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await BoundedResponse.ReadAsync(response, Source, options.Value.MaximumBytes, cancellationToken);
    }
}
