using Npgsql;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>Rows that were sealed at once. The header stays when retention drops the rows, so that the chain has no gap.</summary>
/// <param name="Number">1, 2, 3 … without gaps.</param>
/// <param name="FirstSequence">Position of its first row in the whole log.</param>
/// <param name="Partition">Where its rows are; retention drops them together.</param>
/// <param name="LastAt">Time of its last row.</param>
/// <param name="Previous">Seal of the row before its first.</param>
/// <param name="Seal">Seal of its last row.</param>
internal sealed record AuditSegment(long Number, long FirstSequence, int Count, string Partition, DateTime LastAt, DateTime SealedAt, byte[] Previous, byte[] Seal)
{
    public const string Columns = "number, first_sequence, count, partition, last_at, sealed_at, previous, seal, mac, dropped_at, dropped_mac";

    public long LastSequence => FirstSequence + Count - 1;

    /// <summary>The key's word for this header.</summary>
    public byte[] Mac { get; init; } = [];

    public DateTime? DroppedAt { get; init; }

    /// <summary>The key's word that its rows were dropped by retention.</summary>
    public byte[]? DroppedMac { get; init; }

    /// <summary>As precise as PostgreSQL keeps it, so that what is signed is what is read.</summary>
    public static DateTime Now(TimeProvider time) => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()).UtcDateTime;

    public static AuditSegment Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetString(3), reader.GetDateTime(4), reader.GetDateTime(5), (byte[])reader[6], (byte[])reader[7])
    {
        Mac = (byte[])reader[8], DroppedAt = reader.IsDBNull(9) ? null : reader.GetDateTime(9), DroppedMac = reader.IsDBNull(10) ? null : (byte[])reader[10],
    };

    /// <summary>The newest; null while nothing is sealed.</summary>
    public static async Task<AuditSegment?> LastAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT {Columns} FROM control.audit_segment ORDER BY number DESC LIMIT 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>Those after a number, in order.</summary>
    public static async Task<IReadOnlyList<AuditSegment>> AfterAsync(NpgsqlConnection connection, long number, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT {Columns} FROM control.audit_segment WHERE number > $1 ORDER BY number LIMIT $2", connection)
        {
            Parameters = { new() { Value = number }, new() { Value = most } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<AuditSegment>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(Read(reader));
        }

        return found;
    }
}
