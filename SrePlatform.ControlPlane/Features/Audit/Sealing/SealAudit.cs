using Npgsql;
using NpgsqlTypes;
using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>Seals the oldest rows that are not sealed, one segment at a time. One replica at a time does it.</summary>
internal sealed class SealAudit(NpgsqlDataSource database, AuditKey key, TimeProvider time)
{
    /// <summary>Most rows of a segment.</summary>
    public const int Batch = 1000;

    /// <summary>Longest that a row may be saved after its time. One that comes later stays unsealed, and is found by the next check.</summary>
    private static readonly TimeSpan LatestArrival = TimeSpan.FromDays(1);

    /// <summary>How many rows were sealed; none when there are none, or another replica is at it.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AdvisoryLock.TryTakeAsync(connection, AdvisoryLock.AuditSealing, cancellationToken))
        {
            return 0;
        }

        var last = await AuditSegment.LastAsync(connection, cancellationToken);
        var (partition, rows) = await UnsealedAsync(connection, Since(last), cancellationToken);
        if (rows.Count == 0)
        {
            return 0;
        }

        var first = (last?.LastSequence ?? 0) + 1;
        var previous = last?.Seal ?? AuditKey.Beginning;
        var seal = previous;
        var seals = new List<byte[]>(rows.Count);
        foreach (var row in rows)
        {
            seal = key.Row(seal, first + seals.Count, row);
            seals.Add(seal);
        }

        var segment = new AuditSegment((last?.Number ?? 0) + 1, first, rows.Count, partition, rows[^1].At, AuditSegment.Now(time), previous, seal);
        await WriteAsync(connection, segment, rows, seals, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows.Count;
    }

    private static DateTime Since(AuditSegment? last) => last is null
        ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)
        : (last.LastAt < last.SealedAt ? last.LastAt : last.SealedAt) - LatestArrival;

    private static async Task<(string Partition, List<AuditRow> Rows)> UnsealedAsync(NpgsqlConnection connection, DateTime since, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT c.relname::text, {AuditRow.Columns}
            FROM control.audit_entry e JOIN pg_class c ON c.oid = e.tableoid
            WHERE e.at >= $1 AND NOT EXISTS (SELECT FROM control.audit_seal s WHERE s.at = e.at AND s.id = e.id)
            ORDER BY e.at, e.id LIMIT $2
            """,
            connection)
        {
            Parameters = { new() { Value = since }, new() { Value = Batch } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var partition = "";
        var rows = new List<AuditRow>();
        // A segment stays within a partition, so that retention drops it whole.
        while (await reader.ReadAsync(cancellationToken) && (rows.Count == 0 || reader.GetString(0) == partition))
        {
            partition = reader.GetString(0);
            rows.Add(AuditRow.Read(reader, 1));
        }

        return (partition, rows);
    }

    private async Task WriteAsync(NpgsqlConnection connection, AuditSegment segment, List<AuditRow> rows, List<byte[]> seals, CancellationToken cancellationToken)
    {
        await using var header = new NpgsqlCommand(
            "INSERT INTO control.audit_segment (number, first_sequence, count, partition, last_at, sealed_at, previous, seal, mac) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", connection)
        {
            Parameters =
            {
                new() { Value = segment.Number }, new() { Value = segment.FirstSequence }, new() { Value = segment.Count }, new() { Value = segment.Partition },
                new() { Value = segment.LastAt }, new() { Value = segment.SealedAt }, new() { Value = segment.Previous }, new() { Value = segment.Seal }, new() { Value = key.Header(segment) },
            },
        };
        await header.ExecuteNonQueryAsync(cancellationToken);
        await using var copy = await connection.BeginBinaryImportAsync("COPY control.audit_seal (sequence, at, id, seal) FROM STDIN (FORMAT BINARY)", cancellationToken);
        for (var index = 0; index < rows.Count; index++)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(segment.FirstSequence + index, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(rows[index].At, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(rows[index].Id, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(seals[index], NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
