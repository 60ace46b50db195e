using System.Text;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>
/// Takes secrets out of text: as they are, and as they look in base64 at any offset, in hexadecimal, in an address and in JSON. Whoever holds a
/// secret can always write it in a way that nobody foresaw; this is against accidents.
/// </summary>
internal sealed class SecretFilter
{
    public const string Hidden = "[secret]";
    private const int Shortest = 4;
    private const int ShortestLine = 8;

    private readonly IReadOnlyList<string> _looks;

    public SecretFilter(IEnumerable<string> secrets)
    {
        // Those of several lines, such as keys, are also looked for line by line.
        _looks = [.. secrets.Where(secret => secret.Length >= Shortest)
            .SelectMany(secret => secret.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= ShortestLine).Append(secret))
            .Distinct(StringComparer.Ordinal).SelectMany(Looks).Where(look => look.Length >= Shortest)
            .Distinct(StringComparer.Ordinal).OrderByDescending(look => look.Length)];
        Longest = _looks.Count == 0 ? 0 : _looks[0].Length;
    }

    /// <summary>How much text has to be seen at once.</summary>
    public int Longest { get; }

    public string Clean(string text)
    {
        foreach (var look in _looks)
        {
            text = text.Replace(look, Hidden, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    private static IEnumerable<string> Looks(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return JsonSerializer.Serialize(secret)[1..^1];
        yield return Convert.ToHexString(bytes);
        for (var offset = 0; offset < 3; offset++)
        {
            // What stands before it moves the letters; those at the edges are shared with its neighbours.
            var shifted = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=');
            var shared = offset == 0 ? 0 : offset + 1;
            var inner = shifted[shared..^((offset + bytes.Length) % 3 == 0 ? 0 : 1)];
            if (inner.Length >= ShortestLine)
            {
                yield return inner;
                yield return inner.Replace('+', '-').Replace('/', '_');
            }
        }
    }
}
