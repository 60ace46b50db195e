namespace SrePlatform.ControlPlane.Features.AlertRules.Building;

/// <summary>What the series of a signal stand for; conditions are joined on it.</summary>
internal enum SignalLevel
{
    Resource,
    Service,
}

/// <summary>Something that the wizard can watch without knowing MetricsQL.</summary>
/// <param name="Key">Its name in texts and stored conditions.</param>
/// <param name="Unit">As in <c>Units</c>.</param>
/// <param name="Level">What a series stands for.</param>
/// <param name="Query">The value, from a scope (matchers that begin with a comma, or nothing) and a window.</param>
internal sealed record RuleSignal(string Key, string Unit, SignalLevel Level, Func<string, string, string> Query)
{
    public string Operator { get; init; } = ">";

    public string? Warning { get; init; }

    public string? Critical { get; init; }

    public string For { get; init; } = "5m";

    public string Window { get; init; } = "5m";

    public bool HasWindow { get; init; }

    public string Group { get; init; } = "host";

    public string Summary { get; init; } = "";

    public string Description { get; init; } = "";
}

/// <summary>The signals that come with the platform, each a template of a rule.</summary>
internal static class RuleSignals
{
    public const string Metric = "metric";

    public const string ByResource = "by (resource_id, resource, service, env, team)";
    public const string ByService = "by (service, env, team)";

    private const string Disks = """fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|fuse.*|nsfs",mountpoint!~"/(dev|proc|run|sys)($|/.*)" """;
    private const string Routes = """service!="",http_route!~"/metrics|/health|/alive" """;

    public static readonly IReadOnlyList<RuleSignal> All =
    [
        new("cpu", "ratio", SignalLevel.Resource, (scope, window) => $$"""1 - avg {{ByResource}} (rate(node_cpu_seconds_total{mode="idle"{{scope}}}[{{window}}]))""")
        {
            Warning = "85%", Critical = "95%", For = "10m", HasWindow = true,
            Summary = "{resource} uses {value:percent} of its CPU", Description = "Look for the process that uses it, or give the host more.",
        },
        new("memory", "ratio", SignalLevel.Resource, (scope, _) => $$"""1 - node_memory_MemAvailable_bytes{resource_id!=""{{scope}}} / node_memory_MemTotal_bytes{resource_id!=""{{scope}}}""")
        {
            Warning = "90%", Critical = "96%", For = "10m",
            Summary = "{resource} uses {value:percent} of its memory", Description = "The kernel will soon end processes to free some.",
        },
        new("disk", "ratio", SignalLevel.Resource, (scope, _) => $$"""1 - node_filesystem_avail_bytes{{{Disks}}{{scope}}} / node_filesystem_size_bytes{{{Disks}}{{scope}}}""")
        {
            Warning = "85%", Critical = "95%", For = "10m",
            Summary = "{mountpoint} of {resource} is {value:percent} full", Description = "Delete what is not needed, or grow the disk.",
        },
        new("latency", "seconds", SignalLevel.Service, (scope, window) => $$"""histogram_quantile(0.95, sum by (le, service, env, team) (rate(http_server_request_duration_seconds_bucket{{{Routes}}{{scope}}}[{{window}}])))""")
        {
            Warning = "500ms", Critical = "2s", HasWindow = true, Group = "service",
            Summary = "{service} is slow: p95 is {value:duration}", Description = "One request in twenty takes longer than this.",
        },
        new("errors", "ratio", SignalLevel.Service, (scope, window) =>
            $$"""(sum {{ByService}} (rate(http_server_request_duration_seconds_count{http_response_status_code=~"5..",{{Routes}}{{scope}}}[{{window}}])) or 0 * sum {{ByService}} (rate(http_server_request_duration_seconds_count{{{Routes}}{{scope}}}[{{window}}]))) / sum {{ByService}} (rate(http_server_request_duration_seconds_count{{{Routes}}{{scope}}}[{{window}}]))""")
        {
            Warning = "1%", Critical = "5%", For = "2m", HasWindow = true, Group = "service",
            Summary = "{service} answers {value:percent} of requests with errors", Description = "Its answers are 5xx.",
        },
        new("traffic", "per_second", SignalLevel.Service, (scope, window) => $$"""sum {{ByService}} (rate(http_server_request_duration_seconds_count{{{Routes}}{{scope}}}[{{window}}]))""")
        {
            Operator = "<", Warning = "1", HasWindow = true, Group = "service",
            Summary = "{service} gets only {value:number} requests a second", Description = "Callers may no longer reach it.",
        },
        new("certificate", "seconds", SignalLevel.Resource, (scope, _) => $$"""probe_ssl_earliest_cert_expiry{job!=""{{scope}}} - time()""")
        {
            Operator = "<", Warning = "21d", Critical = "5d", For = "10m", Group = "availability",
            Summary = "The certificate of {instance} expires in {value:duration}", Description = "Renew it before clients refuse it.",
        },
        new("probe", "number", SignalLevel.Resource, (scope, _) => $$"""probe_success{job!=""{{scope}}}""")
        {
            Operator = "==", Critical = "0", For = "1m", Group = "availability",
            Summary = "The check of {instance} fails", Description = "It cannot be reached, or answers something that it should not.",
        },
        new("down", "number", SignalLevel.Resource, (scope, _) => $$"""up{resource_id!=""{{scope}}}""")
        {
            Operator = "==", Critical = "0", For = "1m", Group = "availability",
            Summary = "{resource} does not answer", Description = "Its metrics at {instance} cannot be read: the process, its host or the way there is down.",
        },
    ];

    public static RuleSignal? Find(string? key) => All.FirstOrDefault(signal => signal.Key == key);
}
