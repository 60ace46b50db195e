using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>
/// Queries and imports time series. Failures are values: a page shows <em>unavailable, because…</em> and goes on.
/// </summary>
/// <param name="http">A client whose own timeout is off; each request gets <see cref="VictoriaMetricsOptions.Timeout"/>.</param>
internal sealed partial class VictoriaMetricsClient(HttpClient http, IOptionsMonitor<VictoriaMetricsOptions> options, ILogger<VictoriaMetricsClient> logger)
{
    /// <param name="query">MetricsQL.</param>
    /// <param name="at">Unix time of evaluation; now if absent.</param>
    /// <param name="extraFilters">Series selectors that every selector of the query must also match: how a scope is enforced.</param>
    public async Task<MetricsAnswer<IReadOnlyList<InstantSample>>> QueryAsync(string query, DateTimeOffset? at = null, IReadOnlyList<string>? extraFilters = null, CancellationToken cancellationToken = default)
    {
        var form = Form(query, extraFilters);
        if (at is { } time)
        {
            form.Add(new("time", Seconds(time)));
        }

        return await PostAsync("api/v1/query", form, QueryResponseReader.ReadInstant, cancellationToken);
    }

    public async Task<MetricsAnswer<IReadOnlyList<RangeSeries>>> QueryRangeAsync(string query, DateTimeOffset start, DateTimeOffset end, TimeSpan step, IReadOnlyList<string>? extraFilters = null, CancellationToken cancellationToken = default)
    {
        var form = Form(query, extraFilters);
        form.Add(new("start", Seconds(start)));
        form.Add(new("end", Seconds(end)));
        form.Add(new("step", step.TotalSeconds.ToString(CultureInfo.InvariantCulture)));
        return await PostAsync("api/v1/query_range", form, QueryResponseReader.ReadRange, cancellationToken);
    }

    /// <summary>Writes samples in the Prometheus text format. Returns null when they were accepted.</summary>
    public async Task<MetricsFailure?> ImportAsync(string exposition, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            HttpMethod.Post,
            "api/v1/import/prometheus",
            new StringContent(exposition, Encoding.UTF8, "text/plain"),
            static (_, _) => Task.FromResult<MetricsAnswer<string>>(""),
            cancellationToken);
        return answer.Failure;
    }

    /// <summary>Whether it answers at all. Returns null when it is well.</summary>
    public async Task<MetricsFailure?> CheckHealthAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, "health", null, static (_, _) => Task.FromResult<MetricsAnswer<string>>(""), cancellationToken);
        return answer.Failure;
    }

    private static List<KeyValuePair<string, string>> Form(string query, IReadOnlyList<string>? extraFilters) =>
        [new("query", query), .. (extraFilters ?? []).Select(filter => KeyValuePair.Create("extra_filters[]", filter))];

    private static string Seconds(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000d).ToString("F3", CultureInfo.InvariantCulture);

    private Task<MetricsAnswer<T>> PostAsync<T>(string path, List<KeyValuePair<string, string>> form, Func<JsonDocument, MetricsAnswer<T>> read, CancellationToken cancellationToken)
        where T : class =>
        SendAsync(
            HttpMethod.Post,
            path,
            new FormUrlEncodedContent(form),
            async (content, token) =>
            {
                await using var stream = await content.ReadAsStreamAsync(token);
                using var document = await JsonDocument.ParseAsync(stream, cancellationToken: token);
                return read(document);
            },
            cancellationToken);

    private async Task<MetricsAnswer<T>> SendAsync<T>(HttpMethod method, string path, HttpContent? body, Func<HttpContent, CancellationToken, Task<MetricsAnswer<T>>> read, CancellationToken cancellationToken)
        where T : class
    {
        using var content = body;
        if (options.CurrentValue is not { Url: { } url } current)
        {
            return new MetricsFailure(MetricsFailureReason.NotConfigured, "VictoriaMetrics:Url is not set");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(current.Timeout);
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(new Uri(url.AbsoluteUri.TrimEnd('/') + "/"), path)) { Content = content };
            request.Headers.Authorization = VictoriaMetricsCredentials.Of(current.Username, current.Password);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return response.IsSuccessStatusCode
                ? await read(response.Content, timeout.Token)
                : Refusal(response.StatusCode, await response.Content.ReadAsStringAsync(timeout.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(path, new(MetricsFailureReason.TimedOut, string.Create(CultureInfo.InvariantCulture, $"VictoriaMetrics did not answer within {current.Timeout.TotalSeconds:0.#} s")));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Failed(path, new(MetricsFailureReason.Unreachable, $"VictoriaMetrics cannot be reached: {exception.Message}"));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return Failed(path, new(MetricsFailureReason.Malformed, $"VictoriaMetrics answered something that is not a query result: {exception.Message}"));
        }
    }

    private MetricsFailure Failed(string path, MetricsFailure failure)
    {
        Log.RequestFailed(logger, path, failure.Reason, failure.Detail);
        return failure;
    }

    private static MetricsFailure Refusal(HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(MetricsFailureReason.Unauthorized, "VictoriaMetrics refused the user name or password"),
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => new(MetricsFailureReason.BadQuery, QueryErrorText.Read(body)),
        _ => new(MetricsFailureReason.Rejected, $"VictoriaMetrics answered {(int)status}: {QueryErrorText.Read(body)}"),
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "VictoriaMetrics {Path} failed, {Reason}: {Detail}")]
        public static partial void RequestFailed(ILogger logger, string path, MetricsFailureReason reason, string detail);
    }
}
