using System.Buffers.Text;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>The place of a row in a list ordered by a text and the id; opaque to callers.</summary>
internal sealed record ResourceCursor(string Value, Guid Id)
{
    private const int Longest = 2_048;

    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    public static bool TryDecode(string text, out ResourceCursor? cursor)
    {
        cursor = null;
        if (text.Length > Longest || !Base64Url.IsValid(text))
        {
            return false;
        }

        try
        {
            cursor = JsonSerializer.Deserialize<ResourceCursor>(Base64Url.DecodeFromChars(text));
            return cursor is { Value: { } value } && !value.Contains('\0', StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
