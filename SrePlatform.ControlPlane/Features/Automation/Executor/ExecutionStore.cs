using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>An execution under this process's lease.</summary>
internal sealed record ClaimedExecution(Guid Id, string Plan, string Signature, string Runbook, Guid RequestId, string? SealedSecrets, Guid LeaseId);

/// <summary>
/// The executor's view of its work. A claim can be taken again when its holder is lost, because nothing was done; a run cannot: it becomes
/// unknown. Times are the database's.
/// </summary>
internal sealed class ExecutionStore(NpgsqlDataSource database, PolicyStore policy)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private const int LongestDetail = 4000;

    /// <summary>
    /// Takes work whose targets nobody else acts on, one at a time under a lock, while no more than the limit began in the window.
    /// Breaking the glass does not wait for the storm to pass; the check of its plan is the same.
    /// </summary>
    public async Task<ClaimedExecution?> ClaimAsync(int stormLimit, TimeSpan stormWindow, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AdvisoryLock.TryTakeAsync(connection, AdvisoryLock.ExecutionClaim, cancellationToken))
        {
            return null;
        }

        await using var command = new NpgsqlCommand(
            """
            WITH due AS (
                SELECT e.id FROM control.execution e
                WHERE (e.state = 'queued' OR (e.state = 'claimed' AND e.lease_until < now()))
                  AND NOT EXISTS (SELECT 1 FROM control.execution o
                                  WHERE o.id <> e.id AND o.targets && e.targets AND (o.state = 'running' OR (o.state = 'claimed' AND o.lease_until >= now())))
                  AND (SELECT count(*) FROM control.execution r WHERE r.started_at > now() - $2) < $1
                ORDER BY e.created_at, e.id LIMIT 1 FOR UPDATE SKIP LOCKED
            )
            UPDATE control.execution x SET state = 'claimed', lease_id = $3, lease_until = now() + $4
            FROM due WHERE x.id = due.id
            RETURNING x.id, x.plan, x.signature, x.runbook, x.request_id, x.sealed_secrets
            """, connection, transaction);
        var lease = Guid.NewGuid();
        command.Parameters.Add(new() { Value = stormLimit });
        command.Parameters.Add(new() { Value = stormWindow });
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = Lease });
        ClaimedExecution? claimed = null;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (await reader.ReadAsync(cancellationToken))
            {
                claimed = new ClaimedExecution(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetGuid(4), reader.IsDBNull(5) ? null : reader.GetString(5), lease);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return claimed;
    }

    /// <summary>What has to be known to judge the plan, read now.</summary>
    public async Task<PlanFacts> FactsAsync(ClaimedExecution execution, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            SELECT r.current_version, v.content, v.reviewed_at IS NOT NULL AND v.reviewed_by_id IS NOT NULL AND (v.reviewed_by_id <> v.author_id OR v.author_id = 'sre-platform'),
                   EXISTS (SELECT 1 FROM control.approval_request a WHERE a.id = $2 AND a.state = 'approved'),
                   now(), EXISTS (SELECT 1 FROM control.execution e WHERE e.id = $3 AND e.cancel_requested_at IS NOT NULL)
            FROM (SELECT 1) one
            LEFT JOIN control.runbook r ON r.name = $1 AND r.retired_at IS NULL
            LEFT JOIN control.runbook_version v ON v.runbook_id = r.id AND v.number = r.current_version
            """);
        command.Parameters.Add(new() { Value = execution.Runbook });
        command.Parameters.Add(new() { Value = execution.RequestId });
        command.Parameters.Add(new() { Value = execution.Id });
        var (rules, freezes) = (await policy.RulesAsync(cancellationToken), await policy.FreezesAsync(cancellationToken));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new PlanFacts(
            execution.Id, reader.IsDBNull(0) ? null : reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1), !reader.IsDBNull(2) && reader.GetBoolean(2),
            reader.GetBoolean(3), reader.GetFieldValue<DateTimeOffset>(4))
        {
            Cancelled = reader.GetBoolean(5),
            Rules = rules,
            Freezes = freezes,
        };
    }

    /// <summary>Spends the plan and says that it runs, together. False if it was spent before, or the claim is lost.</summary>
    public async Task<bool> BeginAsync(ClaimedExecution execution, string nonce, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await using (var spend = new NpgsqlCommand("INSERT INTO control.spent_plan (nonce, execution_id, at) VALUES ($1, $2, now())", connection, transaction))
            {
                spend.Parameters.Add(new() { Value = nonce });
                spend.Parameters.Add(new() { Value = execution.Id });
                await spend.ExecuteNonQueryAsync(cancellationToken);
            }

            await using var begin = new NpgsqlCommand(
                """
                UPDATE control.execution SET state = 'running', started_at = now(), lease_until = now() + $3, revision = revision + 1
                WHERE id = $1 AND lease_id = $2 AND state = 'claimed' AND cancel_requested_at IS NULL
                """, connection, transaction);
            begin.Parameters.Add(new() { Value = execution.Id });
            begin.Parameters.Add(new() { Value = execution.LeaseId });
            begin.Parameters.Add(new() { Value = Lease });
            if (await begin.ExecuteNonQueryAsync(cancellationToken) != 1)
            {
                return false;
            }

            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    /// <summary>Keeps a run alive. False when it should stop: cancelled, or not ours any more.</summary>
    public async Task<bool> RenewAsync(ClaimedExecution execution, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "UPDATE control.execution SET lease_until = now() + $3 WHERE id = $1 AND lease_id = $2 AND state = 'running' RETURNING cancel_requested_at IS NULL");
        command.Parameters.Add(new() { Value = execution.Id });
        command.Parameters.Add(new() { Value = execution.LeaseId });
        command.Parameters.Add(new() { Value = Lease });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Writes the end, with its audit entry. Nothing is written for a run that was taken for lost.</summary>
    public async Task FinishAsync(ClaimedExecution execution, ExecutionState state, string? reason, string? detail, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH ended AS (
                UPDATE control.execution SET state = $3, reason = $4, detail = $5, finished_at = now(), lease_id = NULL, lease_until = NULL, sealed_secrets = NULL, revision = revision + 1
                WHERE id = $1 AND lease_id = $2 AND state IN ('claimed', 'running') RETURNING id, title, runbook
            )
            INSERT INTO control.audit_entry (id, at, actor, actor_kind, action, target_type, target_id, outcome, details)
            SELECT gen_random_uuid(), now(), 'executor', 'system', 'execution.' || $3, 'execution', id::text,
                   CASE $3 WHEN 'succeeded' THEN 'succeeded' WHEN 'refused' THEN 'refused' ELSE 'failed' END,
                   jsonb_strip_nulls(jsonb_build_object('title', title, 'runbook', runbook, 'reason', $4, 'detail', left($5, 500)))
            FROM ended
            """);
        command.Parameters.Add(new() { Value = execution.Id });
        command.Parameters.Add(new() { Value = execution.LeaseId });
        command.Parameters.Add(new() { Value = EnumsAsText.ToText(state) });
        command.Parameters.Add(new() { Value = (object?)reason ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)Cut(detail) ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs whose executor is lost: what they did is not known, so they are not repeated. How many there were.</summary>
    public async Task<int> GiveUpLostAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH lost AS (
                UPDATE control.execution SET state = 'unknown', reason = 'executor_lost', detail = 'The executor was lost while this ran. What it did is not known.',
                       finished_at = now(), lease_id = NULL, lease_until = NULL, sealed_secrets = NULL, revision = revision + 1
                WHERE state = 'running' AND lease_until < now() RETURNING id, title, runbook
            )
            INSERT INTO control.audit_entry (id, at, actor, actor_kind, action, target_type, target_id, outcome, details)
            SELECT gen_random_uuid(), now(), 'executor', 'system', 'execution.unknown', 'execution', id::text, 'failed', jsonb_build_object('title', title, 'runbook', runbook)
            FROM lost
            """);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task WriteAsync(Guid executionId, int number, string stream, string text, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("INSERT INTO control.execution_output (execution_id, number, at, stream, text) VALUES ($1, $2, now(), $3, $4) ON CONFLICT DO NOTHING");
        command.Parameters.Add(new() { Value = executionId });
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string? Cut(string? text) => text?.Replace("\0", "", StringComparison.Ordinal) is { } clean ? clean.Length <= LongestDetail ? clean : clean[..LongestDetail] : null;
}
