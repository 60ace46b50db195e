using System.Globalization;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.DataSources.VictoriaMetrics;

/// <summary>Range queries against VictoriaMetrics; only reads.</summary>
internal sealed class VictoriaMetricsClient(HttpClient http, RequesterAccess requester, IOptions<VictoriaMetricsOptions> options)
{
    private const string Source = "VictoriaMetrics";

    public async Task<ToolBytes> QueryRangeAsync(string query, DateTimeOffset start, DateTimeOffset end, TimeSpan step, CancellationToken cancellationToken)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"api/v1/query_range?query={Uri.EscapeDataString(query)}&start={start.ToUnixTimeSeconds()}&end={end.ToUnixTimeSeconds()}&step={step.TotalSeconds:0.###}s&nocache=1{Filters()}");
        using var response = await GetAsync(path, cancellationToken);
        return await BoundedResponse.ReadAsync(response, Source, options.Value.MaximumBytes, cancellationToken);
    }

    /// <summary>VictoriaMetrics adds these to every selector of the query; a series that matches one of them is read.</summary>
    private string Filters() => string.Concat(requester.MetricFilters.Select(filter => $"&extra_filters[]={Uri.EscapeDataString(filter)}"));

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var response = await GetAsync("api/v1/query?query=1", cancellationToken);
        await BoundedResponse.ReadAsync(response, Source, options.Value.MaximumBytes, cancellationToken);
    }

    private Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken) => http.BaseAddress is null
        ? throw new SourceException("No VictoriaMetrics is configured: set VictoriaMetrics__Url.")
        : http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
}
