using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>
/// The discovery document, kept in memory until the inventory's version moves: a scraper that asks every few seconds costs one
/// lookup of a number, at ten thousand targets too.
/// </summary>
internal sealed class ScrapeTargets(NpgsqlDataSource database, IOptions<ResourceOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _rebuild = new(1, 1);
    private volatile Cached? _cached;

    /// <summary>The document as of now.</summary>
    public async Task<ReadOnlyMemory<byte>> GetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var version = await VersionAsync(connection, cancellationToken);
        if (_cached is { } current && current.Version == version)
        {
            return current.Document;
        }

        await _rebuild.WaitAsync(cancellationToken);
        try
        {
            if (_cached is { } rebuilt && rebuilt.Version >= version)
            {
                return rebuilt.Document;
            }

            // The version is read first: a change in between makes the document newer than it says, never older.
            var document = DiscoveryDocument.Write(await ReadAsync(connection, cancellationToken), options.Value.SnmpExporter);
            _cached = new(version, document);
            return document;
        }
        finally
        {
            _rebuild.Release();
        }
    }

    public void Dispose() => _rebuild.Dispose();

    private static async Task<long> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT number FROM control.inventory_version", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    private static async Task<IReadOnlyList<ScrapeTarget>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT id, name, service, environment, team, address, metrics_path, labels, snmp_module, snmp_auth
            FROM control.resource WHERE address IS NOT NULL AND retired_at IS NULL ORDER BY name
            """;
        var targets = new List<ScrapeTarget>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            targets.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6),
                JsonSerializer.Deserialize<SortedDictionary<string, string>>(reader.GetString(7)) ?? [])
            {
                SnmpModule = reader.IsDBNull(8) ? null : reader.GetString(8),
                SnmpAuth = reader.IsDBNull(9) ? null : reader.GetString(9),
            });
        }

        return targets;
    }

    private sealed record Cached(long Version, byte[] Document);
}
