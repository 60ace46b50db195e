using Npgsql;

namespace SrePlatform.ControlPlane.Platform.Outbox;

/// <summary>Claims and settles messages. Times are the database's, so replicas need not agree on theirs.</summary>
internal sealed class OutboxStore(NpgsqlDataSource database)
{
    private const int LongestError = 2000;

    /// <summary>Takes due messages and hides them from others until the lease ends.</summary>
    public async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(IReadOnlyCollection<string> kinds, int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH due AS (
                SELECT id FROM control.outbox_message
                WHERE completed_at IS NULL AND failed_at IS NULL AND available_at <= now() AND kind = ANY($1)
                ORDER BY available_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            UPDATE control.outbox_message m SET attempts = attempts + 1, lease_id = $3, available_at = now() + $4
            FROM due WHERE m.id = due.id
            RETURNING m.id, m.kind, m.key, m.payload::text, m.created_at, m.attempts, m.trace_parent
            """);
        var leaseId = Guid.NewGuid();
        command.Parameters.Add(new() { Value = kinds.ToArray() });
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = leaseId });
        command.Parameters.Add(new() { Value = lease });
        var claimed = new List<ClaimedMessage>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(new ClaimedMessage(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt32(5), leaseId,
                reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return claimed;
    }

    public Task CompleteAsync(ClaimedMessage message, CancellationToken cancellationToken) =>
        SettleAsync(message, "completed_at = now(), last_error = NULL", null, null, cancellationToken);

    public Task GiveUpAsync(ClaimedMessage message, string error, CancellationToken cancellationToken) =>
        SettleAsync(message, "failed_at = now(), last_error = $3", error, null, cancellationToken);

    public Task RetryAsync(ClaimedMessage message, string error, TimeSpan after, CancellationToken cancellationToken) =>
        SettleAsync(message, "available_at = now() + $4, last_error = $3", error, after, cancellationToken);

    /// <summary>The number of messages that wait, and the age of the oldest one that is overdue.</summary>
    public async Task<(long Waiting, TimeSpan Lag)> DepthAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            SELECT count(*), coalesce(max(now() - created_at), interval '0')
            FROM control.outbox_message WHERE completed_at IS NULL AND failed_at IS NULL
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetTimeSpan(1));
    }

    /// <summary>Changes nothing when the lease was lost: another process has the message now.</summary>
    private async Task SettleAsync(ClaimedMessage message, string change, string? error, TimeSpan? after, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The changes are the constants above.
        await using var command = database.CreateCommand($"UPDATE control.outbox_message SET {change} WHERE id = $1 AND lease_id = $2 AND completed_at IS NULL");
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = message.Id });
        command.Parameters.Add(new() { Value = message.LeaseId });
        if (error is not null)
        {
            command.Parameters.Add(new() { Value = error.Length <= LongestError ? error : error[..LongestError] });
        }

        if (after is { } pause)
        {
            command.Parameters.Add(new() { Value = pause });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
