using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>What a batch did.</summary>
internal readonly record struct StoredAlerts(int Fired, int Repeated, int Resolved, int Ignored);

/// <summary>
/// Stores a batch of alerts in one transaction of a few statements, whatever its size: opens episodes, prolongs open ones, ends
/// resolved ones. What counts as over is decided by the database's clock.
/// </summary>
internal sealed class StoreAlerts(NpgsqlDataSource database, AlertOptions options, AlertMetrics metrics)
{
    public async Task<StoredAlerts> RunAsync(IReadOnlyList<IncomingAlert> alerts, string source, CancellationToken cancellationToken)
    {
        if (alerts.Count == 0)
        {
            return default;
        }

        var started = Stopwatch.GetTimestamp();
        // The last one of a fingerprint wins; rows are always taken in the same order, so that batches cannot block each other in a circle.
        var batch = alerts.GroupBy(alert => alert.Fingerprint, StringComparer.Ordinal)
            .Select(group => group.Last())
            .OrderBy(alert => alert.Fingerprint, StringComparer.Ordinal)
            .ToList();

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var targets = await KnownTargets.ReadAsync(connection, batch, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(StoreAlertsSql.Text, connection, transaction);
        AddParameters(command, batch, targets, source);
        StoredAlerts stored;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            var (fired, repeated, resolved) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2));
            stored = new StoredAlerts(fired, repeated, resolved, batch.Count - fired - repeated - resolved);
        }

        await transaction.CommitAsync(cancellationToken);
        metrics.Stored(stored, source, Stopwatch.GetElapsedTime(started));
        return stored;
    }

    private void AddParameters(NpgsqlCommand command, List<IncomingAlert> batch, KnownTargets targets, string source)
    {
        var mapped = batch.ConvertAll(targets.Map);
        var parameters = command.Parameters;
        Add("ids", NpgsqlDbType.Uuid, batch.ConvertAll(_ => Guid.CreateVersion7()).ToArray());
        Add("fingerprints", NpgsqlDbType.Text, Texts(alert => alert.Fingerprint));
        Add("rules", NpgsqlDbType.Text, Texts(alert => alert.Rule));
        Add("severities", NpgsqlDbType.Text, Texts(alert => EnumsAsText.ToText(AlertSeverities.Of(alert.Label("severity")))));
        Add("mappings", NpgsqlDbType.Text, mapped.Select(target => EnumsAsText.ToText(target.Mapping)).ToArray());
        Add("services", NpgsqlDbType.Text, mapped.Select(target => target.Service).ToArray());
        Add("resource_ids", NpgsqlDbType.Uuid, mapped.Select(target => target.ResourceId).ToArray());
        Add("resources", NpgsqlDbType.Text, mapped.Select(target => target.Resource).ToArray());
        Add("teams", NpgsqlDbType.Text, mapped.Select(target => target.Team).ToArray());
        Add("envs", NpgsqlDbType.Text, mapped.Select(target => target.Env).ToArray());
        Add("labels", NpgsqlDbType.Jsonb, Texts(alert => Json(alert.Labels)));
        Add("annotations", NpgsqlDbType.Jsonb, Texts(alert => Json(alert.Annotations)));
        Add("urls", NpgsqlDbType.Text, Texts(alert => alert.GeneratorUrl));
        Add("starts", NpgsqlDbType.TimestampTz, batch.Select(alert => alert.StartsAt).ToArray());
        Add("ends", NpgsqlDbType.TimestampTz, batch.Select(alert => alert.EndsAt).ToArray());
        Add("resolved", NpgsqlDbType.Boolean, batch.Select(alert => alert.Resolved).ToArray());
        parameters.Add(new NpgsqlParameter<string>("source", source));
        parameters.Add(new NpgsqlParameter<TimeSpan>("keep", options.ExpiresAfter));

        void Add(string name, NpgsqlDbType type, object values) => parameters.Add(new NpgsqlParameter(name, type | NpgsqlDbType.Array) { Value = values });
        string?[] Texts(Func<IncomingAlert, string?> text) => batch.Select(text).ToArray();
    }

    private static string Json(IReadOnlyDictionary<string, string> texts) => JsonSerializer.Serialize(texts, JsonbColumns.Json);
}
