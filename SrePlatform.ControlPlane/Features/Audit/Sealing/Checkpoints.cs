using System.Text;
using System.Text.Json;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Files;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>What was sealed, as a line outside the database.</summary>
internal sealed record Checkpoint(long Segment, long LastSequence, int Count, string Seal, DateTime SealedAt)
{
    public static Checkpoint Of(AuditSegment segment) => new(segment.Number, segment.LastSequence, segment.Count, Convert.ToHexString(segment.Seal), segment.SealedAt);
}

/// <summary>
/// The file of checkpoints, <c>Audit:CheckpointFile</c> or <c>audit-checkpoints.jsonl</c> in the data folder. Lines are only ever added: it is the
/// witness against somebody who cuts off the newest part of the log.
/// </summary>
internal sealed class Checkpoints(NpgsqlDataSource database, IConfiguration configuration)
{
    private const int LongestLine = 4096;
    private const int Batch = 1000;

    private string FilePath => configuration["Audit:CheckpointFile"] is { Length: > 0 } path ? path : Path.Combine(DataFolder.Of(configuration), "audit-checkpoints.jsonl");

    /// <summary>Adds what the file does not have yet, also what an interruption left out.</summary>
    public async Task ExportAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AdvisoryLock.TryTakeAsync(connection, AdvisoryLock.AuditSealing, cancellationToken))
        {
            return;
        }

        var segments = await AuditSegment.AfterAsync(connection, Last(), Batch, cancellationToken);
        while (segments.Count > 0)
        {
            Append(segments);
            segments = await AuditSegment.AfterAsync(connection, segments[^1].Number, Batch, cancellationToken);
        }
    }

    /// <summary>The lines in order; one that was not written to its end is passed over.</summary>
    public IEnumerable<Checkpoint> Read() => File.Exists(FilePath) ? File.ReadLines(FilePath).Select(Parse).OfType<Checkpoint>() : [];

    private void Append(IReadOnlyList<AuditSegment> segments)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(FilePath))!);
        using var file = new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var lines = new StringBuilder();
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            // A line that an interruption left unfinished is left as it is.
            lines.Append(file.ReadByte() == '\n' ? "" : "\n");
        }

        foreach (var segment in segments)
        {
            lines.Append(JsonSerializer.Serialize(Checkpoint.Of(segment), JsonbColumns.Json)).Append('\n');
        }

        file.Write(Encoding.UTF8.GetBytes(lines.ToString()));
        file.Flush(flushToDisk: true);
    }

    private long Last()
    {
        if (!File.Exists(FilePath))
        {
            return 0;
        }

        using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(file.Length, LongestLine), SeekOrigin.End);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n').Select(Parse).LastOrDefault(line => line is not null)?.Segment ?? 0;
    }

    private static Checkpoint? Parse(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<Checkpoint>(line, JsonbColumns.Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
