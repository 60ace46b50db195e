using System.Globalization;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Tools.VictoriaMetrics;

/// <summary>
/// The signals in MetricsQL. Shares are not computed where hardly anything was asked, so that one failed request in a quiet minute is
/// no error storm; scrapes and health checks are no requests.
/// </summary>
internal static class SignalQueries
{
    /// <summary>Requests per second on the edges of the call graph, which is no signal of its own.</summary>
    public const string PeerRequestRate = "peer_request_rate";

    private const string Own = "http_route!~\"/metrics|/health|/alive\",service!=\"\"";

    /// <summary>The window that rates are taken over: four samples, so that one missed scrape is no gap.</summary>
    public static TimeSpan RateWindow(TimeSpan interval) => TimeSpan.FromSeconds(Math.Max(5, interval.TotalSeconds * 4));

    public static IReadOnlyList<SignalQuery> For(TimeSpan interval)
    {
        var window = RateWindow(interval);
        var w = string.Create(CultureInfo.InvariantCulture, $"[{window.TotalSeconds:0}s]");
        var enough = Math.Max(0.2, 5 / window.TotalSeconds).ToString("0.###", CultureInfo.InvariantCulture);
        var requests = $"sum by (service) (rate(http_server_request_duration_seconds_count{{{Own}}}{w}))";
        var failures = $"sum by (service) (rate(http_server_request_duration_seconds_count{{{Own},http_response_status_code=~\"5..\"}}{w}))";
        var calls = $"sum by (service, peer_service) (rate(service_peer_requests_total{{service!=\"\"}}{w}))";
        var failedCalls = $"sum by (service, peer_service) (rate(service_peer_requests_total{{service!=\"\",outcome=\"error\"}}{w}))";
        return
        [
            new(Signals.RequestRate, requests),
            new(Signals.ErrorShare, $"(({failures} default 0) or ({requests} * 0)) / ({requests} > {enough})"),
            new(Signals.LatencyP95, $"histogram_quantile(0.95, sum by (service, le) (rate(http_server_request_duration_seconds_bucket{{{Own}}}{w}))) if ({requests} > {enough})"),
            new(Signals.Availability, "min by (service) (up{service!=\"\"})"),
            new(Signals.Cpu, $"sum by (service) (rate(node_cpu_seconds_total{{mode!~\"idle|iowait\",service!=\"\"}}{w})) or sum by (service) (rate(dotnet_process_cpu_time_seconds_total{{service!=\"\"}}{w})) or sum by (service) (rate(process_cpu_seconds_total{{service!=\"\"}}{w}))"),
            new(Signals.Memory, "(sum by (service) (node_memory_MemTotal_bytes{service!=\"\"}) - sum by (service) (node_memory_MemAvailable_bytes{service!=\"\"})) or sum by (service) (dotnet_process_memory_working_set_bytes{service!=\"\"}) or sum by (service) (process_resident_memory_bytes{service!=\"\"})"),
            new(Signals.QueueDepth, "max by (service) (service_queue_depth{service!=\"\"})"),
            new(PeerRequestRate, calls),
            new(Signals.PeerErrorShare, $"(({failedCalls} default 0) or ({calls} * 0)) / ({calls} > {enough})"),
            new(Signals.PeerLatency, $"histogram_quantile(0.95, sum by (service, peer_service, le) (rate(service_peer_request_duration_seconds_bucket{{service!=\"\"}}{w}))) if ({calls} > {enough})"),
        ];
    }
}
