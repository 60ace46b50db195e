using Npgsql;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Counts open incidents by severity and affected service as <c>sre_incidents_open</c>.</summary>
internal sealed class IncidentSeries(NpgsqlDataSource database) : ICustomMetricSource
{
    public Task<IReadOnlyList<CustomMetric>> CollectAsync(CancellationToken cancellationToken) => CountedRows.ReadAsync(
        database,
        "sre_incidents_open",
        """
        SELECT i.severity, coalesce(s.service, '') AS service, count(DISTINCT i.id)::float8
        FROM control.incident i LEFT JOIN LATERAL unnest(i.services) AS s(service) ON true
        WHERE i.state NOT IN ('resolved', 'closed') GROUP BY 1, 2
        """,
        cancellationToken);
}
