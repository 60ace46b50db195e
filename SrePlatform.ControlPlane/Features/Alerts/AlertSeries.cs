using Npgsql;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>Counts firing alerts as <c>sre_alerts_firing</c>.</summary>
internal sealed class AlertSeries(NpgsqlDataSource database) : ICustomMetricSource
{
    public Task<IReadOnlyList<CustomMetric>> CollectAsync(CancellationToken cancellationToken) => CountedRows.ReadAsync(
        database,
        "sre_alerts_firing",
        "SELECT severity, coalesce(service, '') AS service, rule, count(*)::float8 FROM control.alert WHERE status = 'firing' GROUP BY 1, 2, 3",
        cancellationToken);
}
