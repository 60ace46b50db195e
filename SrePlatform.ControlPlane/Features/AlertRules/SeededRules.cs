using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>The rules that the platform brings along. Windows follow the scrape interval, so that a rate always has samples to work on.</summary>
internal static class SeededRules
{
    private const string Requests = """http_server_request_duration_seconds_count{service!="",http_route!~"/metrics|/health|/alive"}""";
    private const string FailedRequests = """http_server_request_duration_seconds_count{service!="",http_response_status_code=~"5..",http_route!~"/metrics|/health|/alive"}""";
    private const string RequestBuckets = """http_server_request_duration_seconds_bucket{service!="",http_route!~"/metrics|/health|/alive"}""";
    private const string ByService = "by (service, env, team)";

    /// <summary>Fewer requests than this in a window say little about a service: one slow start is no incident.</summary>
    private const int FewestRequests = 10;

    private const string ByResource = "by (resource_id, resource, service, env, team)";
    private const string Disks = """{fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|fuse.*|nsfs",mountpoint!~"/(dev|proc|run|sys)($|/.*)"}""";

    /// <summary>The platform's parts are scraped from before they are up: a start is no outage.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    /// <summary>Rules for any installation: hosts, scraping, the platform's own parts.</summary>
    public static IReadOnlyList<AlertRuleDefinition> Always(TimeSpan interval)
    {
        var down = Hold(interval);
        return
        [
            Rule("Host CPU is busy", "host", $$"""1 - avg {{ByResource}} (rate(node_cpu_seconds_total{mode="idle"}[{{Window(interval)}}])) > 0.9""", TenMinutes, RuleSeverity.Warning,
                "{resource} uses {value:percent} of its CPU", "More than 90 % for 10 minutes. Look for the process that uses it, or give the host more."),
            Rule("Host memory is nearly full", "host", "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes > 0.95", TenMinutes, RuleSeverity.Warning,
                "{resource} uses {value:percent} of its memory", "More than 95 % for 10 minutes. The kernel will soon end processes to free some."),
            Rule("Disk is nearly full", "host", $"1 - node_filesystem_avail_bytes{Disks} / node_filesystem_size_bytes{Disks} > 0.9", TenMinutes, RuleSeverity.Warning,
                "{mountpoint} of {resource} is {value:percent} full", "More than 90 % for 10 minutes. Delete what is not needed, or grow the disk."),
            Rule("Disk will be full within a day", "host", $"predict_linear(node_filesystem_avail_bytes{Disks}[6h], 86400) < 0 and node_filesystem_avail_bytes{Disks} / node_filesystem_size_bytes{Disks} < 0.3", TimeSpan.FromMinutes(30), RuleSeverity.Warning,
                "{mountpoint} of {resource} will be full within a day", "It fills as it did over the last six hours, and less than 30 % is free."),
            Rule("Resource is down", "availability", """up{resource_id!=""} == 0""", down, RuleSeverity.Critical,
                "{resource} does not answer", "Its metrics at {instance} cannot be read: the process, its host or the way there is down.") with { Labels = new Dictionary<string, string> { ["inhibits"] = "dependants" } },
            Rule("Check fails", "availability", """probe_success{resource_id!=""} == 0""", Longer(down, TimeSpan.FromMinutes(1)), RuleSeverity.Critical,
                "The check {check} of {resource} fails", "{instance} cannot be reached, or answers something that it should not."),
            Rule("Certificate expires soon", "availability", """probe_ssl_earliest_cert_expiry{resource_id!=""} - time() < 14 * 86400""", TenMinutes, RuleSeverity.Warning,
                "The certificate of {instance} expires in {value:duration}", "Renew it before clients refuse it."),
            Rule("Platform part is down", "platform", """up{job="platform"} == 0""", Longer(down, Start), RuleSeverity.Critical,
                "{service} of the platform does not answer", "Its metrics at {instance} cannot be read. Look at its log."),
            Rule("Model budget is nearly spent", "platform", "max by (service) (assistant_model_budget_used) > 0.8", down, RuleSeverity.Warning,
                "{service} has spent {value:percent} of today's budget for language models", "At 100 % it goes on without a model until tomorrow (UTC). Look at the Assistant's page for what it was spent on, or raise Llm:MaximumTokensPerDay."),
        ];
    }

    /// <summary>Golden signals of services that speak HTTP: the demo shop's, written for any.</summary>
    public static IReadOnlyList<AlertRuleDefinition> Services(TimeSpan interval)
    {
        var (window, hold) = (Window(interval), Hold(interval));
        var busy = $"and sum {ByService} (increase({Requests}[{window}])) >= {FewestRequests}";
        return
        [
            Rule("Service answers with errors", "service",
                $"sum {ByService} (rate({FailedRequests}[{window}])) / sum {ByService} (rate({Requests}[{window}])) > 0.05 {busy}", hold, RuleSeverity.Critical,
                "{service} answers {value:percent} of requests with errors", "More than 5 % of its answers are 5xx."),
            Rule("Service is slow", "service",
                $"histogram_quantile(0.95, sum by (le, service, env, team) (rate({RequestBuckets}[{window}]))) > 0.5 {busy}", hold, RuleSeverity.Warning,
                "{service} is slow: p95 is {value:duration}", "One request in twenty takes longer than this; the limit is 500 ms."),
            Rule("Service CPU is high", "service",
                $$"""sum {{ByResource}} (rate(dotnet_process_cpu_time_seconds_total{service!=""}[{{window}}])) > 0.4""", hold, RuleSeverity.Warning,
                "{resource} uses {value:number} cores", "More than 0.4 cores."),
            Rule("Service memory is high", "service",
                $$"""max {{ByResource}} (dotnet_process_memory_working_set_bytes{service!=""}) / max {{ByResource}} (service_memory_limit_bytes{service!=""}) > 0.6""", hold, RuleSeverity.Warning,
                "{resource} uses {value:percent} of its memory limit", "More than 60 % of what it may use; at 100 % it would be ended."),
            Rule("Queue is long", "service",
                $$"""max {{ByResource}} (service_queue_depth{service!=""}) > 100""", hold, RuleSeverity.Warning,
                "{resource} has {value:number} items waiting", "Work arrives faster than it is done."),
        ];
    }

    /// <summary>Six scrapes, and at least 15 s, so that a busy machine's jitter does not look like a change.</summary>
    internal static string Window(TimeSpan interval) => MetricsQl.Duration(Longer(6 * interval, TimeSpan.FromSeconds(15)));

    /// <summary>Four evaluations in a row, and at least 8 s.</summary>
    internal static TimeSpan Hold(TimeSpan interval) => TimeSpan.FromSeconds(Math.Ceiling(Longer(4 * interval, TimeSpan.FromSeconds(8)).TotalSeconds));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static AlertRuleDefinition Rule(string name, string group, string expression, TimeSpan hold, RuleSeverity severity, string summary, string description) =>
        new(name, group, expression, hold, severity, new Dictionary<string, string>(), new Dictionary<string, string> { ["summary"] = summary, ["description"] = description });
}
