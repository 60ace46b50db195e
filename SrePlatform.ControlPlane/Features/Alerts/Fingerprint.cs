using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>
/// Identity of an alert: SHA-256 over its labels in ordinal order, each name and value preceded by its length, so that no two
/// different label sets can be written alike. Times are no part of it: a restarted sender reports a new start for the same alert.
/// </summary>
internal static class Fingerprint
{
    public static string Of(IReadOnlyDictionary<string, string> labels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
