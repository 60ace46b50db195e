using Npgsql;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>The version that each service runs, as <c>sre_deployment_timestamp_seconds</c>: when it went out.</summary>
internal sealed class DeploymentSeries(NpgsqlDataSource database) : ICustomMetricSource
{
    public Task<IReadOnlyList<CustomMetric>> CollectAsync(CancellationToken cancellationToken) => CountedRows.ReadAsync(
        database,
        "sre_deployment_timestamp_seconds",
        """
        SELECT DISTINCT ON (service, environment) service, environment AS env, version, extract(epoch FROM deployed_at)::float8
        FROM control.deployment WHERE status <> 'failed' AND deployed_at > now() - interval '90 days'
        ORDER BY service, environment, deployed_at DESC, id DESC
        """,
        cancellationToken);
}
