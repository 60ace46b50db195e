using System.Buffers.Binary;
using System.Buffers.Text;

namespace SrePlatform.ControlPlane.Platform.Paging;

/// <summary>The place of a row in a list ordered by time and id; opaque to callers.</summary>
internal readonly record struct Keyset(DateTimeOffset At, Guid Id)
{
    private const int Size = 24;

    public string Encode()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.UtcTicks);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryDecode(string text, out Keyset keyset)
    {
        keyset = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length > 2 * Size || !Base64Url.IsValid(text, out var length) || length != Size || !Base64Url.TryDecodeFromChars(text, bytes, out _))
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < DateTimeOffset.MinValue.UtcTicks || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        keyset = new Keyset(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..], bigEndian: true));
        return true;
    }
}
