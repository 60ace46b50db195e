using System.Globalization;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Writes the queries of an objective.</summary>
internal static class SloQueries
{
    public const string Window = "$window";

    /// <summary>The bounds of the histogram that OpenTelemetry records for HTTP answers.</summary>
    public static readonly double[] Buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private const string Routes = "http_route!~\"/metrics|/health|/alive\"";

    /// <summary>Good and all answers of a service, from its own HTTP metrics.</summary>
    public static (string Good, string Total) Http(string service, double? latencySeconds)
    {
        var of = $"service={MetricsQl.Quote(service)},{Routes}";
        var total = $"sum(rate(http_server_request_duration_seconds_count{{{of}}}[{Window}]))";
        var good = latencySeconds is { } bound
            ? $"sum(rate(http_server_request_duration_seconds_bucket{{{of},le=\"{bound.ToString(CultureInfo.InvariantCulture)}\"}}[{Window}]))"
            : $"sum(rate(http_server_request_duration_seconds_count{{{of},http_response_status_code!~\"5..\"}}[{Window}]))";
        return (good, total);
    }

    /// <summary>The share of bad events over a window; nothing where there were no events.</summary>
    public static string ErrorRatio(Slo slo, string window) => ErrorRatio(slo.GoodQuery, slo.TotalQuery, window);

    public static string ErrorRatio(string good, string total, string window) => $"1 - ({In(good, window)}) / ({In(total, window)})";

    /// <summary>All events over a window.</summary>
    public static string Total(Slo slo, string window) => In(slo.TotalQuery, window);

    private static string In(string query, string window) => query.Replace(Window, window, StringComparison.Ordinal);
}
