using System.Globalization;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Keys;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;

/// <summary>
/// Codes and refresh tokens that were used, grants that were revoked and sessions that ended: tokens carry everything else
/// themselves. Kept in a file until what they name has expired, so that a restart brings nothing back.
/// </summary>
internal sealed class SpentIdentifiers : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _spent = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly StreamWriter _log;

    public SpentIdentifiers(string path, TimeProvider clock)
    {
        _clock = clock;
        var now = clock.GetUtcNow();
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            var separator = line.IndexOf(' ', StringComparison.Ordinal);
            if (separator > 0 && long.TryParse(line[..separator], NumberStyles.None, CultureInfo.InvariantCulture, out var until)
                && DateTimeOffset.FromUnixTimeSeconds(until) is var expiry && expiry > now)
            {
                _spent[line[(separator + 1)..]] = expiry;
            }
        }

        _log = new StreamWriter(PrivateFile.Open(path, FileMode.Create)) { AutoFlush = true };
        foreach (var (identifier, expiry) in _spent)
        {
            Write(identifier, expiry);
        }
    }

    public bool Contains(string? identifier)
    {
        lock (_gate)
        {
            return identifier is not null && _spent.ContainsKey(identifier);
        }
    }

    /// <summary>Spends it until it would have expired anyway; false if it was spent before.</summary>
    public bool TrySpend(string identifier, TimeSpan lifetime)
    {
        var now = _clock.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            if (!_spent.TryAdd(identifier, now + lifetime))
            {
                return false;
            }

            Write(identifier, now + lifetime);
            return true;
        }
    }

    public void Dispose() => _log.Dispose();

    private void Forget(DateTimeOffset now)
    {
        foreach (var expired in _spent.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
        {
            _spent.Remove(expired);
        }
    }

    private void Write(string identifier, DateTimeOffset until) =>
        _log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeSeconds()} {identifier}"));
}
