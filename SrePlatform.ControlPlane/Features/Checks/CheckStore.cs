using System.Text.Json;
using Npgsql;
using SrePlatform.ControlPlane.Features.Checks.Probes;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>A check that this process asks now, with the labels of its resource.</summary>
internal sealed record ClaimedCheck(
    Guid Id, Guid LeaseId, DateTimeOffset DueAt, string Name, CheckKind Kind, string Target, int? ExpectedStatus, string? ExpectedText, bool VerifiesCertificate, TimeSpan Timeout,
    Guid ResourceId, string Resource, string Service, string Environment, string Team, IReadOnlyDictionary<string, string> Labels);

/// <summary>Claims due checks and writes down how they ended. Times are the database's, so replicas need not agree on theirs.</summary>
internal sealed class CheckStore(NpgsqlDataSource database)
{
    /// <summary>Beyond the longest timeout, for what comes after it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(CheckValidation.LongestTimeout + 30);

    /// <summary>Takes due checks and hides them from others until the lease ends.</summary>
    public async Task<IReadOnlyList<ClaimedCheck>> ClaimAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH due AS (
                SELECT c.id, c.due_at FROM control.resource_check c
                WHERE c.enabled AND c.due_at <= now() AND EXISTS (SELECT FROM control.resource r WHERE r.id = c.resource_id AND r.retired_at IS NULL)
                ORDER BY c.due_at LIMIT $1 FOR UPDATE SKIP LOCKED
            )
            UPDATE control.resource_check c SET lease_id = $2, due_at = now() + $3
            FROM due, control.resource r WHERE c.id = due.id AND r.id = c.resource_id
            RETURNING c.id, due.due_at, c.name, c.kind, c.target, c.expected_status, c.expected_text, c.verifies_certificate, c.timeout_seconds,
                r.id, r.name, r.service, r.environment, r.team, r.labels
            """);
        var lease = Guid.NewGuid();
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = Lease });
        var claimed = new List<ClaimedCheck>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            claimed.Add(new(
                row.GetGuid(0), lease, row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), EnumsAsText.Parse<CheckKind>(row.GetString(3)), row.GetString(4),
                row.IsDBNull(5) ? null : row.GetInt32(5), row.IsDBNull(6) ? null : row.GetString(6), row.GetBoolean(7), TimeSpan.FromSeconds(row.GetInt32(8)),
                row.GetGuid(9), row.GetString(10), row.GetString(11), row.GetString(12), row.GetString(13),
                JsonSerializer.Deserialize<SortedDictionary<string, string>>(row.GetString(14)) ?? []));
        }

        return claimed;
    }

    /// <summary>Writes the result down and when to ask next, keeping the beat; false if somebody changed the check or took it over meanwhile.</summary>
    public async Task<bool> SettleAsync(ClaimedCheck check, ProbeResult result, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            UPDATE control.resource_check SET
                due_at = CASE WHEN $3 + make_interval(secs => interval_seconds) > now() THEN $3 + make_interval(secs => interval_seconds) ELSE now() + make_interval(secs => interval_seconds) END,
                since = CASE WHEN last_succeeded IS NOT DISTINCT FROM $4 THEN since ELSE now() END,
                lease_id = NULL, last_at = now(), last_succeeded = $4, last_duration_ms = $5, last_detail = $6, certificate_expires_at = $7
            WHERE id = $1 AND lease_id = $2
            """);
        command.Parameters.Add(new() { Value = check.Id });
        command.Parameters.Add(new() { Value = check.LeaseId });
        command.Parameters.Add(new() { Value = check.DueAt.ToUniversalTime() });
        command.Parameters.Add(new() { Value = result.Succeeded });
        command.Parameters.Add(new() { Value = (int)Math.Min(int.MaxValue, result.Duration.TotalMilliseconds) });
        command.Parameters.Add(new() { Value = result.Detail.Length <= ResourceCheck.LongestDetail ? result.Detail : result.Detail[..ResourceCheck.LongestDetail] });
        command.Parameters.Add(new() { Value = result.CertificateExpiresAt is { } expires ? expires.ToUniversalTime() : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
