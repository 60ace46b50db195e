using Npgsql;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Claims and settles deliveries. Times are the database's, so replicas need not agree on theirs.</summary>
internal sealed class DeliveryStore(NpgsqlDataSource database)
{
    private const int LongestDetail = 1_000;

    /// <summary>Takes due deliveries and hides them from others until the lease ends.</summary>
    public async Task<IReadOnlyList<Guid>> ClaimAsync(Guid lease, int most, TimeSpan length, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH due AS (
                SELECT id FROM control.notification_delivery WHERE status = 'waiting' AND due_at <= now() ORDER BY due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
            )
            UPDATE control.notification_delivery d SET attempts = attempts + 1, lease_id = $2, due_at = now() + $3 FROM due WHERE d.id = due.id RETURNING d.id
            """);
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = length });
        var claimed = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(reader.GetGuid(0));
        }

        return claimed;
    }

    /// <summary>Writes the attempt down and how the delivery goes on; nothing if the lease was lost.</summary>
    /// <param name="delivery">Under this process's lease.</param>
    /// <param name="result">How the attempt ended.</param>
    /// <param name="tookMs">How long it took.</param>
    /// <param name="again">When to try again; null if it is done or given up.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task SettleAsync(NotificationDelivery delivery, SendResult result, int tookMs, TimeSpan? again, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH settled AS (
                UPDATE control.notification_delivery SET
                    status = CASE WHEN $3 THEN 'sent' WHEN $5::interval IS NOT NULL THEN 'waiting' ELSE 'failed' END,
                    due_at = CASE WHEN $3 OR $5::interval IS NULL THEN due_at ELSE now() + $5 END,
                    done_at = CASE WHEN $3 OR $5::interval IS NULL THEN now() END,
                    last_error = CASE WHEN $3 THEN NULL ELSE $4 END, lease_id = NULL
                WHERE id = $1 AND lease_id = $2 RETURNING id
            )
            INSERT INTO control.notification_attempt (id, delivery_id, at, succeeded, detail, duration_ms) SELECT $6, id, now(), $3, $4, $7 FROM settled
            """);
        command.Parameters.Add(new() { Value = delivery.Id });
        command.Parameters.Add(new() { Value = delivery.LeaseId });
        command.Parameters.Add(new() { Value = result.Succeeded });
        command.Parameters.Add(new() { Value = result.Detail.Length <= LongestDetail ? result.Detail : result.Detail[..LongestDetail] });
        command.Parameters.Add(new() { Value = again is { } pause ? pause : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Interval });
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = tookMs });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>It is not to be sent after all, for a named reason.</summary>
    public async Task CancelAsync(NotificationDelivery delivery, string reason, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "UPDATE control.notification_delivery SET status = 'cancelled', reason = $3, done_at = now(), lease_id = NULL WHERE id = $1 AND lease_id = $2");
        command.Parameters.Add(new() { Value = delivery.Id });
        command.Parameters.Add(new() { Value = delivery.LeaseId });
        command.Parameters.Add(new() { Value = reason });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Puts a delivery that is over back to be sent now; false if it waits already.</summary>
    public async Task<bool> ResendAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            UPDATE control.notification_delivery SET status = 'waiting', reason = 'resent', due_at = now(), attempts = 0, done_at = NULL, lease_id = NULL
            WHERE id = $1 AND status <> 'waiting'
            """);
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Forgets what is long over.</summary>
    public async Task ForgetAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "DELETE FROM control.notification_delivery WHERE id IN (SELECT id FROM control.notification_delivery WHERE status <> 'waiting' AND created_at < now() - $1 LIMIT 5000)");
        command.Parameters.Add(new() { Value = age });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
