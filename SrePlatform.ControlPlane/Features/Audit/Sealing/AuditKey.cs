using System.Security.Cryptography;
using SrePlatform.ControlPlane.Platform.Files;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>
/// The key of the seals, never in the database: <c>Audit:SealingKey</c> (base64 of 32 bytes, the same for every replica), or a file made at
/// the first sealing in <c>DataFolder</c> that only this user can read.
/// </summary>
internal sealed class AuditKey
{
    private const int Size = 32;
    private const string FileName = "audit-seal.key";

    /// <summary>What the first row is chained to.</summary>
    public static readonly byte[] Beginning = new byte[Size];

    private readonly Lazy<byte[]> _bytes;

    public AuditKey(IConfiguration configuration) => _bytes = new(() => Load(configuration));

    /// <summary>Whether there is a key; a check without one must not make another.</summary>
    public static bool Exists(IConfiguration configuration) => configuration["Audit:SealingKey"] is { Length: > 0 } || File.Exists(Path.Combine(DataFolder.Of(configuration), FileName));

    /// <summary>The seal of a row: of its bytes, its position and the seal before it.</summary>
    public byte[] Row(byte[] previous, long sequence, AuditRow row) => Sign("row", writer =>
    {
        writer.Write(previous);
        writer.Write(sequence);
        writer.Write(row.Canonical());
    });

    public byte[] Header(AuditSegment segment) => Sign("segment", writer =>
    {
        writer.Write(segment.Number);
        writer.Write(segment.FirstSequence);
        writer.Write(segment.Count);
        writer.Write(segment.Partition);
        writer.Write(AuditRow.Microseconds(segment.LastAt));
        writer.Write(AuditRow.Microseconds(segment.SealedAt));
        writer.Write(segment.Previous);
        writer.Write(segment.Seal);
    });

    public byte[] Dropped(AuditSegment segment, DateTime at) => Sign("dropped", writer =>
    {
        writer.Write(segment.Number);
        writer.Write(segment.Seal);
        writer.Write(AuditRow.Microseconds(at));
    });

    private byte[] Sign(string what, Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(what);
        write(writer);
        writer.Flush();
        return HMACSHA256.HashData(_bytes.Value, bytes.ToArray());
    }

    private static byte[] Load(IConfiguration configuration)
    {
        var key = configuration["Audit:SealingKey"] is { Length: > 0 } configured
            ? Convert.FromBase64String(configured)
            : KeyFile.ReadOrMake(Path.Combine(DataFolder.Of(configuration), FileName), () => RandomNumberGenerator.GetBytes(Size));
        return key.Length == Size ? key : throw new InvalidOperationException($"The key that seals the audit log must be {Size} bytes long.");
    }
}
