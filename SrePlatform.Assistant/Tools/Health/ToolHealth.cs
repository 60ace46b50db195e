using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Polly;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.DataSources.Grafana;
using SrePlatform.Assistant.DataSources.Logs;
using SrePlatform.Assistant.DataSources.Mcp;
using SrePlatform.Assistant.DataSources.VictoriaMetrics;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Knowledge;

namespace SrePlatform.Assistant.Tools.Health;

internal enum HealthStatus
{
    Healthy,
    Unhealthy,
    Unknown,
}

/// <summary>Whether a tool's source answers.</summary>
internal sealed record ToolStatus(HealthStatus Status, DateTimeOffset? LastChecked, string Details);

/// <summary>Asks each source a small real question; an answer is good for a few seconds.</summary>
internal sealed class ToolHealth(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ToolStatus> _known = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, ToolStatus>> CheckAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var metrics = scope.ServiceProvider.GetRequiredService<VictoriaMetricsClient>();
        var controlPlane = scope.ServiceProvider.GetRequiredService<ControlPlaneClient>();
        var checks = new Dictionary<string, Func<CancellationToken, Task>>(StringComparer.Ordinal)
        {
            ["metrics_signal"] = metrics.CheckAsync,
            ["metrics_query"] = metrics.CheckAsync,
            ["alerts"] = token => controlPlane.GetAsync("/api/v1/alerts?limit=1", token),
            ["topology"] = token => controlPlane.GetAsync("/api/v1/topology", token),
            ["deployments"] = token => controlPlane.GetAsync("/api/v1/deployments?limit=1", token),
            ["audit_log"] = token => controlPlane.GetAsync("/api/v1/audit-logs?limit=1", token),
            ["resources"] = token => controlPlane.GetAsync("/api/v1/resources?limit=1", token),
            ["alert_rules"] = token => controlPlane.GetAsync("/api/v1/alert-rules?limit=1", token),
            ["knowledge_search"] = token => scope.ServiceProvider.GetRequiredService<KnowledgeBase>().SearchAsync("health", null, 1, token),
            ["incidents"] = token => controlPlane.GetAsync("/api/v1/incidents?limit=1", token),
        };
        var logs = scope.ServiceProvider.GetRequiredService<IOptions<LogsOptions>>().Value;
        if (logs.IsOn)
        {
            checks["logs_query"] = scope.ServiceProvider.GetRequiredService<LogsClient>().CheckAsync;
        }

        if (scope.ServiceProvider.GetRequiredService<GrafanaClient>() is { IsOn: true } grafana)
        {
            checks["grafana_annotations"] = grafana.CheckAsync;
            checks["grafana_dashboards"] = grafana.CheckAsync;
        }

        var external = scope.ServiceProvider.GetRequiredService<McpServers>();
        foreach (var server in external.Names)
        {
            checks[$"mcp_{server}"] = token => external.ToolsAsync(server, token);
        }

        var results = await Task.WhenAll(checks.Select(async check => (check.Key, Status: await CheckAsync(check.Key, check.Value, cancellationToken))));
        return results.Select(result => (result.Key, result.Status)).Concat(NotConnected(logs.IsOn, checks)).ToDictionary(result => result.Key, result => result.Status, StringComparer.Ordinal);
    }

    /// <summary>What could be connected and is not is said, and not called unhealthy.</summary>
    private static IEnumerable<(string Key, ToolStatus Status)> NotConnected(bool hasLogs, Dictionary<string, Func<CancellationToken, Task>> checks)
    {
        if (!hasLogs)
        {
            yield return ("logs_query", new ToolStatus(HealthStatus.Unknown, null, "No log store is connected: set Logs__Url."));
        }

        if (!checks.ContainsKey("grafana_annotations"))
        {
            yield return ("grafana_annotations", new ToolStatus(HealthStatus.Unknown, null, "No Grafana is connected: set Grafana__Url."));
            yield return ("grafana_dashboards", new ToolStatus(HealthStatus.Unknown, null, "No Grafana is connected: set Grafana__Url."));
        }
    }

    private async Task<ToolStatus> CheckAsync(string tool, Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(tool, out var known) && clock.GetUtcNow() - known.LastChecked < Fresh)
        {
            return known;
        }

        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var status = await AskAsync(ask, either.Token, cancellationToken);
        _known[tool] = status;
        return status;
    }

    private async Task<ToolStatus> AskAsync(Func<CancellationToken, Task> ask, CancellationToken limited, CancellationToken cancellationToken)
    {
        try
        {
            await ask(limited);
            return new ToolStatus(HealthStatus.Healthy, clock.GetUtcNow(), "It answered.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is SourceException or HttpRequestException or Npgsql.NpgsqlException or ExecutionRejectedException or OperationCanceledException or IOException)
        {
            var details = exception is OperationCanceledException ? $"No answer within {Patience.TotalSeconds:0} seconds." : SecretRedaction.Redact(exception.Message);
            return new ToolStatus(HealthStatus.Unhealthy, clock.GetUtcNow(), details);
        }
    }
}
