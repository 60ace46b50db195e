using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>One line of a chart, or one per value of a label.</summary>
/// <param name="Query">MetricsQL in which <c>SELECT</c> stands for the matchers of the resource and <c>WINDOW</c> for the window of rates.</param>
/// <param name="Name">Key of the line's name, if it is one line.</param>
/// <param name="ByLabel">The label that names each line, if there are several.</param>
/// <param name="Tone">Its colour, if it means something.</param>
internal sealed record ChartLine(string Query, string Name, string? ByLabel = null, string? Tone = null);

/// <summary>A chart of a resource.</summary>
/// <param name="Name">In addresses, and in the key of its title.</param>
/// <param name="Unit">As charts know them.</param>
/// <param name="Max">Top of the scale where it is known.</param>
/// <param name="Lines">What it draws.</param>
internal sealed record ResourceChart(string Name, string Unit, double? Max, IReadOnlyList<ChartLine> Lines);

/// <summary>Which charts a kind of resource has. Queries are ours; nothing that a person typed is in them but the quoted id.</summary>
internal static class ResourceCharts
{
    private const string Requests = """http_server_request_duration_seconds_count{SELECT,http_route!~"/metrics|/health|/alive"}""";
    private const string Failed = """http_server_request_duration_seconds_count{SELECT,http_response_status_code=~"5..",http_route!~"/metrics|/health|/alive"}""";
    private const string Buckets = """http_server_request_duration_seconds_bucket{SELECT,http_route!~"/metrics|/health|/alive"}""";
    private const string Disk = """{SELECT,fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|fuse.*|nsfs",mountpoint!~"/(dev|proc|run|sys)($|/.*)"}""";
    private const string Wires = """{SELECT,device!~"lo|veth.*|docker.*|br-.*|cni.*|flannel.*"}""";

    private static readonly ResourceChart[] Host =
    [
        new("cpu", "ratio", 1, [new("""1 - avg(rate(node_cpu_seconds_total{SELECT,mode="idle"}[WINDOW]))""", "used")]),
        new("memory", "ratio", 1, [new("1 - sum(node_memory_MemAvailable_bytes{SELECT}) / sum(node_memory_MemTotal_bytes{SELECT})", "used")]),
        new("disk", "ratio", 1, [new($"max by (mountpoint) (1 - node_filesystem_avail_bytes{Disk} / node_filesystem_size_bytes{Disk})", "used", "mountpoint")]),
        new("network", "bytes_per_second", null,
        [
            new($"sum(rate(node_network_receive_bytes_total{Wires}[WINDOW]))", "received", Tone: "accent"),
            new($"sum(rate(node_network_transmit_bytes_total{Wires}[WINDOW]))", "sent", Tone: "info"),
        ]),
        new("disk_io", "bytes_per_second", null,
        [
            new("sum(rate(node_disk_read_bytes_total{SELECT}[WINDOW]))", "read", Tone: "accent"),
            new("sum(rate(node_disk_written_bytes_total{SELECT}[WINDOW]))", "written", Tone: "info"),
        ]),
        new("load", "", null, [new("avg(node_load1{SELECT})", "load")]),
    ];

    private static readonly ResourceChart[] Service =
    [
        new("requests", "per_second", null, [new($"sum(rate({Requests}[WINDOW]))", "requests")]),
        new("errors", "ratio", null, [new($"(sum(rate({Failed}[WINDOW])) or vector(0)) / sum(rate({Requests}[WINDOW]))", "errors", Tone: "critical")]),
        new("latency", "seconds", null,
        [
            new($"histogram_quantile(0.95, sum by (le) (rate({Buckets}[WINDOW])))", "p95", Tone: "warning"),
            new($"histogram_quantile(0.5, sum by (le) (rate({Buckets}[WINDOW])))", "p50", Tone: "accent"),
        ]),
        new("process_cpu", "cores", null, [new("sum(rate(dotnet_process_cpu_time_seconds_total{SELECT}[WINDOW])) or sum(rate(process_cpu_seconds_total{SELECT}[WINDOW]))", "used")]),
        new("process_memory", "bytes", null,
        [
            new("sum(dotnet_process_memory_working_set_bytes{SELECT}) or sum(process_resident_memory_bytes{SELECT})", "used", Tone: "accent"),
            new("sum(service_memory_limit_bytes{SELECT})", "limit", Tone: "muted"),
        ]),
        new("queue", "", null, [new("max(service_queue_depth{SELECT})", "waiting")]),
    ];

    private static readonly ResourceChart[] Other =
    [
        new("availability", "ratio", 1, [new("min(up{SELECT})", "up")]),
        new("scrape_duration", "seconds", null, [new("max(scrape_duration_seconds{SELECT})", "duration")]),
        new("samples", "", null, [new("sum(scrape_samples_scraped{SELECT})", "samples")]),
    ];

    /// <summary>As an SNMP exporter's if_mib has it.</summary>
    private static readonly ResourceChart[] Device =
    [
        new("interfaces_in", "bytes_per_second", null, [new("sum by (ifName) (rate(ifHCInOctets{SELECT}[WINDOW]))", "received", "ifName")]),
        new("interfaces_out", "bytes_per_second", null, [new("sum by (ifName) (rate(ifHCOutOctets{SELECT}[WINDOW]))", "sent", "ifName")]),
        new("interface_errors", "per_second", null, [new("sum by (ifName) (rate(ifInErrors{SELECT}[WINDOW]) + rate(ifOutErrors{SELECT}[WINDOW])) > 0", "errors", "ifName")]),
        .. Other,
    ];

    public static IReadOnlyList<ResourceChart> Of(ResourceKind kind) => kind switch
    {
        ResourceKind.Server => Host,
        ResourceKind.Service or ResourceKind.Application or ResourceKind.Gateway => Service,
        ResourceKind.NetworkDevice => Device,
        ResourceKind.Database or ResourceKind.Cache => Other,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };

    /// <summary>The query of a line for one resource.</summary>
    public static string Query(ChartLine line, Guid resourceId, TimeSpan window) => line.Query
        .Replace("SELECT", $"resource_id={MetricsQl.Quote(resourceId.ToString())}", StringComparison.Ordinal)
        .Replace("WINDOW", MetricsQl.Duration(window), StringComparison.Ordinal);
}
