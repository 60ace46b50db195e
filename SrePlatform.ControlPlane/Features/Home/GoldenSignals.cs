using SrePlatform.ControlPlane.Platform.Caching;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Home;

/// <summary>One signal of a service over the last half hour; gaps are NaN.</summary>
internal sealed record Signal(IReadOnlyList<double> Values, double Last);

/// <summary>How a service does, by the four signals that tell most.</summary>
internal sealed record ServiceSignals(string Service, Signal? Requests, Signal? Errors, Signal? Latency, Signal? Cpu)
{
    /// <summary>Failed requests above which a service is in trouble, and above which it deserves a look.</summary>
    private const double ManyErrors = 0.05, SomeErrors = 0.01;

    public string? ErrorTone => Errors?.Last switch { >= ManyErrors => "critical", >= SomeErrors => "warning", _ => null };

    /// <summary>Latency that is three times what it was, and more than a tenth of a second, stands out.</summary>
    public string? LatencyTone => Latency is { Last: > 0.1 } latency && Usual(latency.Values) is { } usual && latency.Last > 3 * usual ? "warning" : null;

    private static double? Usual(IReadOnlyList<double> values)
    {
        var known = values.Where(double.IsFinite).Order().ToList();
        return known.Count >= 5 ? known[known.Count / 2] : null;
    }
}

/// <summary>The signals of all services, or why there are none.</summary>
internal sealed record SignalBoard(DateTimeOffset AsOf, IReadOnlyList<ServiceSignals> Services, MetricsFailure? Unavailable);

/// <summary>Reads the golden signals of all services in one query and keeps them for a moment, so that many open home pages ask once.</summary>
internal sealed class GoldenSignals(IServiceScopeFactory scopes, ScrapeInterval interval, TimeProvider time) : IDisposable
{
    private const string Own = "http_route!~\"/metrics|/health|/alive\",service!=\"\"";

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly Kept<SignalBoard> _kept = new(KeptFor, time);

    public Task<SignalBoard> GetAsync(CancellationToken cancellationToken) => _kept.GetAsync(ReadAsync, cancellationToken);

    public void Dispose() => _kept.Dispose();

    /// <summary>Each part carries the name of its signal as a label, so that one answer holds all.</summary>
    internal static string Query(TimeSpan window)
    {
        var w = MetricsQl.Duration(window);
        var requests = $"sum by (service) (rate(http_server_request_duration_seconds_count{{{Own}}}[{w}]))";
        var failures = $"sum by (service) (rate(http_server_request_duration_seconds_count{{{Own},http_response_status_code=~\"5..\"}}[{w}]))";
        var latency = $"histogram_quantile(0.95, sum by (service, le) (rate(http_server_request_duration_seconds_bucket{{{Own}}}[{w}])))";
        var cpu = $"sum by (service) (rate(node_cpu_seconds_total{{mode!~\"idle|iowait\",service!=\"\"}}[{w}])) or sum by (service) (rate(dotnet_process_cpu_time_seconds_total{{service!=\"\"}}[{w}])) or sum by (service) (rate(process_cpu_seconds_total{{service!=\"\"}}[{w}]))";
        return $"union(label_set({requests}, \"signal\", \"requests\"), label_set((({failures} default 0) or ({requests} * 0)) / ({requests} > 0), \"signal\", \"errors\"), label_set({latency}, \"signal\", \"latency\"), label_set({cpu}, \"signal\", \"cpu\"))";
    }

    internal static IReadOnlyList<ServiceSignals> Read(IReadOnlyList<RangeSeries> series, double[] grid) =>
        [.. from one in series
            where one["service"].Length > 0
            group one by one["service"] into service
            orderby service.Key
            let signals = service.ToDictionary(one => one["signal"], one => Of(one, grid), StringComparer.Ordinal)
            select new ServiceSignals(
                service.Key, signals.GetValueOrDefault("requests"), signals.GetValueOrDefault("errors"), signals.GetValueOrDefault("latency"), signals.GetValueOrDefault("cpu"))];

    private static Signal? Of(RangeSeries series, double[] grid)
    {
        var values = Resources.ReadResourceSeries.OnGrid(series, grid).Select(value => value ?? double.NaN).ToArray();
        var last = values.LastOrDefault(double.IsFinite, double.NaN);
        return double.IsFinite(last) ? new(values, last) : null;
    }

    private async Task<SignalBoard> ReadAsync(CancellationToken cancellationToken)
    {
        var step = TimeSpan.FromSeconds(Math.Max(30, interval.Value.TotalSeconds));
        var end = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds() / (long)step.TotalSeconds * (long)step.TotalSeconds);
        await using var scope = scopes.CreateAsyncScope();
        var answer = await scope.ServiceProvider.GetRequiredService<VictoriaMetricsClient>()
            .QueryRangeAsync(Query(TimeSpan.FromSeconds(Math.Max(step.TotalSeconds, interval.Value.TotalSeconds * 4))), end - Length, end, step, cancellationToken: cancellationToken);
        return answer.IsAvailable
            ? new(time.GetUtcNow(), Read(answer.Value, Resources.ReadResourceSeries.Grid(end - Length, end, step)), null)
            : new(time.GetUtcNow(), [], answer.Failure);
    }
}
