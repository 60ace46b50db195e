using Npgsql;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>
/// Ends episodes whose sender has gone silent, by the database's clock. A sender that dies, or a rule that was edited, sends no
/// resolved post. Any number of replicas may do this at once.
/// </summary>
internal sealed class AlertExpiryWorker(
    NpgsqlDataSource database, AlertOptions options, AlertMetrics metrics, DatabaseSignals signals, TimeProvider time, ILogger<AlertExpiryWorker> logger)
    : Worker(signals, time, logger)
{
    private const int Batch = 1_000;

    private const string Sql =
        """
        WITH overdue AS (
            SELECT id FROM control.alert WHERE status = 'firing' AND expires_at <= now()
            ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED
        ),
        ended AS (
            UPDATE control.alert a SET status = 'resolved', ends_at = greatest(a.starts_at, a.expires_at), expired = true
            FROM overdue WHERE a.id = overdue.id RETURNING a.id
        ),
        transitions AS (
            INSERT INTO control.alert_event (id, at, alert_id, kind) SELECT gen_random_uuid(), now(), id, 'expired' FROM ended RETURNING 1
        )
        SELECT count(*)::int, (CASE WHEN count(*) > 0 THEN pg_notify('control_alert', '') END)::text FROM transitions
        """;

    protected override TimeSpan Interval => options.ExpiryInterval;

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = Batch });
        var expired = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (expired > 0)
        {
            metrics.Expired(expired);
        }

        return expired == Batch;
    }
}
