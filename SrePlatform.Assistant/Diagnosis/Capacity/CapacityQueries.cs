using System.Globalization;
using System.Text.RegularExpressions;

namespace SrePlatform.Assistant.Diagnosis.Capacity;

/// <summary>How use and limit of one resource are asked for.</summary>
/// <param name="Usage">MetricsQL, one series.</param>
/// <param name="Limit">MetricsQL for what is full; null where use is a share already.</param>
/// <param name="Unit">Of both.</param>
internal sealed record CapacityQuery(string Usage, string? Limit, string Unit);

/// <summary>Use and limits in MetricsQL: of machines by node_exporter, of services by their own process metrics.</summary>
internal static class CapacityQueries
{
    public const string Share = "share";

    public static CapacityQuery For(CapacityMetric metric, string resource, TimeSpan step)
    {
        var s = Guid.TryParse(resource, out var id) ? $"resource_id=\"{id}\"" : $"service=\"{Escape(resource)}\"";
        var w = string.Create(CultureInfo.InvariantCulture, $"[{Math.Max(60, step.TotalSeconds):0}s]");
        return metric switch
        {
            CapacityMetric.Cpu => new(
                $"sum(rate(node_cpu_seconds_total{{mode!~\"idle|iowait\",{s}}}{w})) or sum(rate(dotnet_process_cpu_time_seconds_total{{{s}}}{w})) or sum(rate(process_cpu_seconds_total{{{s}}}{w}))",
                $"count(node_cpu_seconds_total{{mode=\"idle\",{s}}}) or sum(container_spec_cpu_quota{{{s}}} / container_spec_cpu_period{{{s}}}) or max(dotnet_process_cpu_count{{{s}}})",
                "cores"),
            CapacityMetric.Memory => new(
                $"(sum(avg_over_time(node_memory_MemTotal_bytes{{{s}}}{w})) - sum(avg_over_time(node_memory_MemAvailable_bytes{{{s}}}{w}))) or sum(avg_over_time(dotnet_process_memory_working_set_bytes{{{s}}}{w})) or sum(avg_over_time(process_resident_memory_bytes{{{s}}}{w}))",
                $"sum(node_memory_MemTotal_bytes{{{s}}}) or sum(container_spec_memory_limit_bytes{{{s}}} > 0)",
                "bytes"),
            CapacityMetric.Disk => new(
                $"max(1 - (avg_over_time(node_filesystem_avail_bytes{{fstype!~\"tmpfs|overlay|squashfs\",{s}}}{w}) / avg_over_time(node_filesystem_size_bytes{{fstype!~\"tmpfs|overlay|squashfs\",{s}}}{w})))",
                null,
                Share),
            CapacityMetric.Network => new(
                $"sum(rate(node_network_receive_bytes_total{{device!=\"lo\",{s}}}{w})) + sum(rate(node_network_transmit_bytes_total{{device!=\"lo\",{s}}}{w}))",
                $"sum(node_network_speed_bytes{{device!=\"lo\",{s}}} > 0)",
                "bytes_per_second"),
            _ => throw new ArgumentOutOfRangeException(nameof(metric)),
        };
    }

    private static string Escape(string value) => Regex.Replace(value, "[\"\\\\\n\r]", match => match.Value is "\n" or "\r" ? "" : "\\" + match.Value);
}
