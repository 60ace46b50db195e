using Npgsql;
using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>Retention of the audit log: whole segments go with their partition, and their headers stay, signed as dropped.</summary>
internal sealed partial class DropSealed(NpgsqlDataSource database, AuditKey key, TimeProvider time, ILogger<DropSealed> logger)
{
    private const string Old = "^audit_entry_[0-9]{6}$";
    private static readonly TimeSpan Forever = TimeSpan.FromDays(36_500);

    public async Task RunAsync(TimeSpan keep, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AdvisoryLock.TryTakeAsync(connection, AdvisoryLock.AuditSealing, cancellationToken))
        {
            return;
        }

        var oldest = await OldestKeptAsync(connection, keep, cancellationToken);
        var unsealed = await AnyUnsealedAsync(connection, oldest, cancellationToken);
        if (unsealed)
        {
            Log.KeptUnsealed(logger, oldest);
        }
        else
        {
            await MarkAsync(connection, oldest, cancellationToken);
        }

        await using var months = new NpgsqlCommand("SELECT control.maintain_partitions('audit_entry', $1)", connection) { Parameters = { new() { Value = unsealed ? Forever : keep } } };
        await months.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<string> OldestKeptAsync(NpgsqlConnection connection, TimeSpan keep, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT 'audit_entry_' || to_char((now() - $1) AT TIME ZONE 'UTC', 'YYYYMM')", connection) { Parameters = { new() { Value = keep } } };
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<bool> AnyUnsealedAsync(NpgsqlConnection connection, string oldest, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT EXISTS (
                SELECT FROM control.audit_entry e JOIN pg_class c ON c.oid = e.tableoid
                WHERE c.relname::text ~ $1 AND c.relname::text < $2 AND NOT EXISTS (SELECT FROM control.audit_seal s WHERE s.at = e.at AND s.id = e.id))
            """,
            connection)
        {
            Parameters = { new() { Value = Old }, new() { Value = oldest } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task MarkAsync(NpgsqlConnection connection, string oldest, CancellationToken cancellationToken)
    {
        var dropped = new List<AuditSegment>();
        await using (var command = new NpgsqlCommand(
            $"SELECT {AuditSegment.Columns} FROM control.audit_segment WHERE dropped_at IS NULL AND partition ~ $1 AND partition < $2", connection)
        {
            Parameters = { new() { Value = Old }, new() { Value = oldest } },
        })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                dropped.Add(AuditSegment.Read(reader));
            }
        }

        var at = AuditSegment.Now(time);
        await using var mark = new NpgsqlCommand(
            "UPDATE control.audit_segment s SET dropped_at = $1, dropped_mac = d.mac FROM unnest($2, $3) AS d(number, mac) WHERE s.number = d.number", connection)
        {
            Parameters =
            {
                new() { Value = at }, new() { Value = dropped.Select(segment => segment.Number).ToArray() }, new() { Value = dropped.Select(segment => key.Dropped(segment, at)).ToArray() },
            },
        };
        await mark.ExecuteNonQueryAsync(cancellationToken);
        await using var forget = new NpgsqlCommand(
            "DELETE FROM control.audit_seal s USING unnest($1, $2) AS d(first, last) WHERE s.sequence BETWEEN d.first AND d.last", connection)
        {
            Parameters = { new() { Value = dropped.Select(segment => segment.FirstSequence).ToArray() }, new() { Value = dropped.Select(segment => segment.LastSequence).ToArray() } },
        };
        await forget.ExecuteNonQueryAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Audit rows from before {Oldest} are past retention but not sealed: they are kept until they are.")]
        public static partial void KeptUnsealed(ILogger logger, string oldest);
    }
}
