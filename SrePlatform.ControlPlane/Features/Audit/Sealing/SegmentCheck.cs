using System.Security.Cryptography;
using Npgsql;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>Checks one segment against the one before it, its own header and its rows.</summary>
internal sealed class SegmentCheck(NpgsqlConnection connection, AuditKey key)
{
    /// <summary>Null when everything is as it was sealed.</summary>
    public async Task<AuditFault?> RunAsync(AuditSegment? before, AuditSegment segment, CancellationToken cancellationToken)
    {
        if (!Same(key.Header(segment), segment.Mac))
        {
            return new(AuditFaultKind.Edited, segment.Number, null, null);
        }

        if (segment.Number != (before?.Number ?? 0) + 1)
        {
            return new(AuditFaultKind.Removed, (before?.Number ?? 0) + 1, (before?.LastSequence ?? 0) + 1, null);
        }

        if (segment.FirstSequence != (before?.LastSequence ?? 0) + 1 || !Same(segment.Previous, before?.Seal ?? AuditKey.Beginning))
        {
            return new(AuditFaultKind.Edited, segment.Number, null, null);
        }

        if (segment.DroppedAt is { } droppedAt)
        {
            return segment.DroppedMac is { } mac && Same(key.Dropped(segment, droppedAt), mac) ? null : new(AuditFaultKind.Removed, segment.Number, segment.FirstSequence, null);
        }

        return await RowsAsync(segment, await SealedAsync(segment, cancellationToken), cancellationToken);
    }

    private async Task<AuditFault?> RowsAsync(AuditSegment segment, IReadOnlyList<SealedRow> rows, CancellationToken cancellationToken)
    {
        var previous = segment.Previous;
        for (var index = 0; index < segment.Count; index++)
        {
            var sequence = segment.FirstSequence + index;
            if (index >= rows.Count || rows[index].Sequence != sequence)
            {
                return new(AuditFaultKind.Removed, segment.Number, sequence, null);
            }

            var (_, id, seal, row) = rows[index];
            if (row is null)
            {
                return new(await IsElsewhereAsync(id, cancellationToken) ? AuditFaultKind.Reordered : AuditFaultKind.Removed, segment.Number, sequence, id);
            }

            var expected = key.Row(previous, sequence, row);
            if (!Same(expected, seal))
            {
                return new(Fits(segment, rows, row) ? AuditFaultKind.Reordered : AuditFaultKind.Edited, segment.Number, sequence, id);
            }

            previous = expected;
        }

        return Same(previous, segment.Seal) ? null : new(AuditFaultKind.Edited, segment.Number, segment.LastSequence, null);
    }

    /// <summary>Whether the row is what was sealed at another position.</summary>
    private bool Fits(AuditSegment segment, IReadOnlyList<SealedRow> rows, AuditRow row) => rows.Where((other, index) =>
        Same(key.Row(index == 0 ? segment.Previous : rows[index - 1].Seal, other.Sequence, row), other.Seal)).Any();

    private async Task<bool> IsElsewhereAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM control.audit_entry WHERE id = $1)", connection) { Parameters = { new() { Value = id } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<IReadOnlyList<SealedRow>> SealedAsync(AuditSegment segment, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT s.sequence, s.id, s.seal, {AuditRow.Columns}
            FROM control.audit_seal s LEFT JOIN control.audit_entry e ON e.at = s.at AND e.id = s.id
            WHERE s.sequence BETWEEN $1 AND $2 ORDER BY s.sequence
            """,
            connection)
        {
            Parameters = { new() { Value = segment.FirstSequence }, new() { Value = segment.LastSequence } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<SealedRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(reader.GetInt64(0), reader.GetGuid(1), (byte[])reader[2], reader.IsDBNull(3) ? null : AuditRow.Read(reader, 3)));
        }

        return rows;
    }

    private static bool Same(byte[] left, byte[] right) => CryptographicOperations.FixedTimeEquals(left, right);

    private sealed record SealedRow(long Sequence, Guid Id, byte[] Seal, AuditRow? Row);
}
