using Npgsql;

namespace SrePlatform.ControlPlane.Features.PlatformHealth;

/// <summary>Counts the work that waits, each kind by itself: what cannot be read is said to be so, and the rest is shown.</summary>
internal sealed class ReadQueues(NpgsqlDataSource database)
{
    private const string FailedOfADay = "now() - interval '1 day'";

    /// <summary>Each answers one row: how many wait, since how many seconds the oldest, how many failed.</summary>
    private static readonly (string Name, string Sql)[] Queues =
    [
        ("alerts", "SELECT count(*), extract(epoch FROM max(now() - received_at))::float8, 0::bigint FROM control.alert WHERE grouped_at IS NULL"),
        ("outbox",
            $"""
            SELECT count(*) FILTER (WHERE failed_at IS NULL), extract(epoch FROM max(now() - created_at) FILTER (WHERE failed_at IS NULL))::float8,
                   count(*) FILTER (WHERE failed_at > {FailedOfADay})
            FROM control.outbox_message WHERE completed_at IS NULL
            """),
        ("diagnoses",
            $"""
            SELECT count(*) FILTER (WHERE completed_at IS NULL), extract(epoch FROM max(now() - created_at) FILTER (WHERE completed_at IS NULL))::float8,
                   count(*) FILTER (WHERE state = 'failed')
            FROM control.diagnosis WHERE completed_at IS NULL OR (state = 'failed' AND completed_at > {FailedOfADay})
            """),
        ("sessions",
            $"""
            SELECT count(*) FILTER (WHERE completed_at IS NULL), extract(epoch FROM max(now() - created_at) FILTER (WHERE completed_at IS NULL))::float8,
                   count(*) FILTER (WHERE status = 'failed')
            FROM assistant.session_v1 WHERE completed_at IS NULL OR (status = 'failed' AND completed_at > {FailedOfADay})
            """),
        ("notifications",
            $"""
            SELECT count(*) FILTER (WHERE status = 'waiting' AND due_at <= now()), extract(epoch FROM max(now() - due_at) FILTER (WHERE status = 'waiting' AND due_at <= now()))::float8,
                   count(*) FILTER (WHERE status = 'failed')
            FROM control.notification_delivery WHERE status = 'waiting' OR (status = 'failed' AND created_at > {FailedOfADay})
            """),
        ("executions",
            $"""
            SELECT count(*) FILTER (WHERE state IN ('queued', 'claimed', 'running')), extract(epoch FROM max(now() - created_at) FILTER (WHERE state IN ('queued', 'claimed', 'running')))::float8,
                   count(*) FILTER (WHERE state IN ('failed', 'unknown'))
            FROM control.execution WHERE state IN ('queued', 'claimed', 'running') OR (state IN ('failed', 'unknown') AND created_at > {FailedOfADay})
            """),
    ];

    public async Task<IReadOnlyList<QueueDepth>> RunAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Queues.Select(queue => DatabaseReading.TryAsync(
            token => ReadAsync(queue.Name, queue.Sql, token), reason => new QueueDepth(queue.Name, null, null, null, reason), cancellationToken)));

    private async Task<QueueDepth> ReadAsync(string name, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The statements above.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new QueueDepth(name, row.GetInt64(0), row.IsDBNull(1) ? null : Math.Max(0, row.GetDouble(1)), row.GetInt64(2));
    }
}
