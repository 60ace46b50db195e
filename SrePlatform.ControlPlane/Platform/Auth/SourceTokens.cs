using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>A machine sender and the one thing it may do.</summary>
internal sealed record Source(string Name, string Scope);

/// <summary>
/// Looks tokens up by their SHA-256 in <c>control.ingestion_source</c>. The list is kept for a few seconds, so a rotated token works
/// (and a removed one stops working) without a restart and a fast sender costs no query per request.
/// </summary>
internal sealed class SourceTokens(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    private volatile Cached? _cached;

    public async Task<Source?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        var cached = _cached;
        if (cached is null || time.GetUtcNow() - cached.At >= KeptFor)
        {
            _cached = cached = new Cached(time.GetUtcNow(), await ReadAsync(cancellationToken));
        }

        Source? found = null;
        foreach (var (known, source) in cached.Sources)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
            {
                found = source;
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<(byte[] Hash, Source Source)>> ReadAsync(CancellationToken cancellationToken)
    {
        var sources = new List<(byte[], Source)>();
        await using var command = database.CreateCommand("SELECT hash, name, scope FROM control.ingestion_source");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            sources.Add((reader.GetFieldValue<byte[]>(0), new Source(reader.GetString(1), reader.GetString(2))));
        }

        return sources;
    }

    private sealed record Cached(DateTimeOffset At, IReadOnlyList<(byte[] Hash, Source Source)> Sources);
}
