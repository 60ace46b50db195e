using System.Globalization;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.DataSources.Logs;

/// <summary>Reads lines from Loki's or VictoriaLogs' HTTP API; only reads.</summary>
internal sealed class LogsClient(HttpClient http, IOptions<LogsOptions> options)
{
    private const string Source = "The log store";

    public LogsOptions Options => options.Value;

    public async Task<ToolBytes> QueryAsync(string query, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaximumLines.ToString(CultureInfo.InvariantCulture);
        var path = options.Value.Kind == LogsOptions.Loki
            ? $"loki/api/v1/query_range?query={Uri.EscapeDataString(query)}&start={Nanoseconds(start)}&end={Nanoseconds(end)}&limit={limit}&direction=backward"
            : $"select/logsql/query?query={Uri.EscapeDataString(query)}&start={Uri.EscapeDataString(Time(start))}&end={Uri.EscapeDataString(Time(end))}&limit={limit}";
        using var response = await GetAsync(path, cancellationToken);
        return await BoundedResponse.ReadAsync(response, Source, options.Value.MaximumBytes, cancellationToken);
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var response = await GetAsync(options.Value.Kind == LogsOptions.Loki ? "loki/api/v1/labels" : "select/logsql/query?query=*&limit=1", cancellationToken);
        await BoundedResponse.ReadAsync(response, Source, options.Value.MaximumBytes, cancellationToken);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        if (http.BaseAddress is null)
        {
            throw new SourceException("No log store is configured: set Logs__Url.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (options.Value.Tenant.Length > 0)
        {
            request.Headers.Add("X-Scope-OrgID", options.Value.Tenant);
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static string Nanoseconds(DateTimeOffset at) => (at.ToUnixTimeMilliseconds() * 1_000_000).ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
