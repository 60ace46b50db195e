using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace SrePlatform.ControlPlane.Features.Discovery;

/// <summary>A scan that this process walks on now.</summary>
internal sealed record ClaimedScan(Guid Id, Guid LeaseId, string Range, IReadOnlyList<int> Ports, int Total, int Position);

/// <summary>A host that answered, before it is written down.</summary>
internal sealed record FoundHost(string Address, string? Name, IReadOnlyList<int> Ports);

/// <summary>Claims scans under a lease and writes down how far they are.</summary>
internal sealed class ScanStore(NpgsqlDataSource database)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public async Task<ClaimedScan?> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH due AS (
                SELECT id FROM control.network_scan WHERE state IN ('waiting', 'running') AND due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
            )
            UPDATE control.network_scan s SET state = 'running', lease_id = $1, due_at = now() + $2 FROM due WHERE s.id = due.id
            RETURNING s.id, s.range, s.ports, s.total, s.position
            """);
        var lease = Guid.NewGuid();
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = Lease });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new(row.GetGuid(0), lease, row.GetString(1), JsonSerializer.Deserialize<List<int>>(row.GetString(2)) ?? [], row.GetInt32(3), row.GetInt32(4))
            : null;
    }

    /// <summary>Writes down what a part of the range held and gives the scan back; false if it was cancelled or taken over meanwhile.</summary>
    public async Task<bool> AdvanceAsync(ClaimedScan scan, int position, IReadOnlyList<FoundHost> found, CancellationToken cancellationToken)
    {
        // A host that is a resource already, or that somebody ignored, is written down as that.
        await using var command = database.CreateCommand(
            """
            WITH moved AS (
                UPDATE control.network_scan SET position = $3, due_at = now(), lease_id = NULL,
                    state = CASE WHEN $3 >= total THEN 'done' ELSE 'running' END, finished_at = CASE WHEN $3 >= total THEN now() END
                WHERE id = $1 AND lease_id = $2 AND state = 'running' RETURNING id
            ), host AS (
                SELECT * FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[]) AS h (id, address, name, ports)
            ), known AS (
                SELECT h.id, (SELECT r.id FROM control.resource r WHERE r.retired_at IS NULL
                    AND (r.address LIKE h.address || ':%' OR r.address LIKE '[' || h.address || ']:%' OR r.name = h.address OR r.name = h.name) LIMIT 1) AS resource_id
                FROM host h
            ), written AS (
                INSERT INTO control.scan_finding (id, scan_id, address, name, ports, state, resource_id, found_at)
                SELECT h.id, moved.id, h.address, h.name, h.ports::jsonb,
                    CASE WHEN k.resource_id IS NOT NULL THEN 'known'
                         WHEN EXISTS (SELECT FROM control.scan_finding f WHERE f.address = h.address AND f.state = 'ignored') THEN 'ignored' ELSE 'proposed' END,
                    k.resource_id, now()
                FROM moved, host h JOIN known k ON k.id = h.id
                ON CONFLICT (scan_id, address) DO NOTHING
            )
            SELECT count(*) FROM moved
            """);
        command.Parameters.Add(new() { Value = scan.Id });
        command.Parameters.Add(new() { Value = scan.LeaseId });
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = found.Select(_ => Guid.CreateVersion7()).ToArray() });
        command.Parameters.Add(new() { Value = found.Select(host => host.Address).ToArray() });
        command.Parameters.Add(new() { Value = found.Select(host => host.Name).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = found.Select(host => JsonSerializer.Serialize(host.Ports)).ToArray() });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! == 1;
    }

    public async Task RefuseAsync(ClaimedScan scan, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("UPDATE control.network_scan SET state = 'refused', finished_at = now(), lease_id = NULL WHERE id = $1 AND lease_id = $2");
        command.Parameters.Add(new() { Value = scan.Id });
        command.Parameters.Add(new() { Value = scan.LeaseId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
