using System.Data;
using Npgsql;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>Walks the whole log, its seals and the exported checkpoints, and says the first thing that is wrong.</summary>
internal sealed class VerifyAudit(NpgsqlDataSource database, AuditKey key, Checkpoints checkpoints, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>The sealer comes every minute.</summary>
    private static readonly TimeSpan LongestUnsealed = TimeSpan.FromMinutes(15);

    public async Task<AuditVerdict> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One state of the database, whatever is sealed or dropped meanwhile.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var verdict = new AuditVerdict(null, 0, 0, 0, 0);
        var check = new SegmentCheck(connection, key);
        using var lines = checkpoints.Read().GetEnumerator();
        var line = Next(lines);
        AuditSegment? before = null;
        IReadOnlyList<AuditSegment> segments;
        do
        {
            segments = await AuditSegment.AfterAsync(connection, before?.Number ?? 0, Batch, cancellationToken);
            foreach (var segment in segments)
            {
                if (await check.RunAsync(before, segment, cancellationToken) is { } fault)
                {
                    return verdict with { Fault = fault };
                }

                for (; line is not null && line.Segment <= segment.Number; line = Next(lines))
                {
                    if (line.Segment == segment.Number && line != Checkpoint.Of(segment))
                    {
                        return verdict with { Fault = new(AuditFaultKind.Edited, segment.Number, null, null, FromCheckpoint: true) };
                    }

                    verdict = verdict with { Checkpoints = verdict.Checkpoints + 1 };
                }

                verdict = verdict with
                {
                    Segments = verdict.Segments + 1,
                    Rows = verdict.Rows + (segment.DroppedAt is null ? segment.Count : 0),
                    DroppedSegments = verdict.DroppedSegments + (segment.DroppedAt is null ? 0 : 1),
                };
                before = segment;
            }
        }
        while (segments.Count == Batch);

        if (line is not null && await IsCutOffAsync(line, cancellationToken))
        {
            return verdict with { Fault = new(AuditFaultKind.Removed, line.Segment, (before?.LastSequence ?? 0) + 1, null, FromCheckpoint: true) };
        }

        return verdict with { Fault = await UnsealedAsync(connection, cancellationToken) };
    }

    private static Checkpoint? Next(IEnumerator<Checkpoint> lines) => lines.MoveNext() ? lines.Current : null;

    /// <summary>A checkpoint past the end that was seen is cut off, unless its segment was sealed while the log was walked.</summary>
    private async Task<bool> IsCutOffAsync(Checkpoint line, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return ((await AuditSegment.LastAsync(connection, cancellationToken))?.Number ?? 0) < line.Segment;
    }

    private async Task<AuditFault?> UnsealedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT e.id FROM control.audit_entry e
            WHERE e.at < $1 AND NOT EXISTS (SELECT FROM control.audit_seal s WHERE s.at = e.at AND s.id = e.id)
            ORDER BY e.at, e.id LIMIT 1
            """,
            connection)
        {
            Parameters = { new() { Value = time.GetUtcNow().UtcDateTime - LongestUnsealed } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id ? new(AuditFaultKind.Unsealed, null, null, id) : null;
    }
}
