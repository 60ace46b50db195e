using System.Globalization;

namespace SrePlatform.ControlPlane.Platform.Live;

/// <summary>
/// Which revisions a browser has seen. It is the id of every event, so a browser that reconnects sends it back
/// (<c>Last-Event-ID</c>) and is told only what changed meanwhile.
/// </summary>
internal sealed class LivePosition
{
    private const int Longest = 4000;

    private readonly Dictionary<string, long> _revisions = new(StringComparer.Ordinal);

    /// <summary>Unreadable parts are left out, so the browser is told once too often rather than not at all.</summary>
    public static LivePosition Parse(string? text)
    {
        var position = new LivePosition();
        if (text is null or { Length: > Longest })
        {
            return position;
        }

        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = part.LastIndexOf('=');
            if (separator > 0 && long.TryParse(part.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            {
                position._revisions[part[..separator]] = revision;
            }
        }

        return position;
    }

    /// <summary>True, and remembered, if the revision is another one than was seen.</summary>
    public bool Moves(string eventName, long revision)
    {
        if (_revisions.TryGetValue(eventName, out var seen) && seen == revision)
        {
            return false;
        }

        _revisions[eventName] = revision;
        return true;
    }

    public override string ToString() =>
        string.Join(',', _revisions.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key}={entry.Value}")));
}
