using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.PlatformHealth;

/// <summary>Which migrations are applied to both schemas, and how far vmalert is with the rules.</summary>
internal sealed class ReadSchemas(NpgsqlDataSource database, SreDbContext context)
{
    private const string Own = "SELECT migration_id FROM control.ef_migration ORDER BY 1";
    private const string Assistants = "SELECT migration_id FROM assistant.migration_v1 ORDER BY 1";

    public async Task<IReadOnlyList<SchemaState>> MigrationsAsync(CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        return await Task.WhenAll(
            DatabaseReading.TryAsync(token => ReadAsync("control", Own, known, token), reason => new SchemaState("control", null, null, null, reason), cancellationToken),
            DatabaseReading.TryAsync(token => ReadAsync("assistant", Assistants, null, token), reason => new SchemaState("assistant", null, null, null, reason), cancellationToken));
    }

    public Task<RuleDelivery> RulesAsync(CancellationToken cancellationToken) => DatabaseReading.TryAsync(
        async token =>
        {
            await using var command = database.CreateCommand(
                """
                SELECT count(*) FILTER (WHERE enabled), count(*) FILTER (WHERE enabled AND sync_state = 'pending'),
                       count(*) FILTER (WHERE enabled AND sync_state = 'failed'), max(synced_at)
                FROM control.alert_rule
                """);
            await using var row = await command.ExecuteReaderAsync(token);
            await row.ReadAsync(token);
            return new RuleDelivery(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3));
        },
        reason => new RuleDelivery(null, null, null, null, reason),
        cancellationToken);

    private async Task<SchemaState> ReadAsync(string schema, string sql, List<string>? known, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // One of the statements above.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        var applied = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            applied.Add(rows.GetString(0));
        }

        return new SchemaState(schema, applied.Count, applied.LastOrDefault(), known?.Except(applied, StringComparer.Ordinal).LongCount());
    }
}
