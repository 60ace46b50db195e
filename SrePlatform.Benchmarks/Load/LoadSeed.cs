using System.Diagnostics;
using Npgsql;

namespace SrePlatform.Benchmarks.Load;

/// <summary>
/// Fills a migrated, empty database as a large installation's: 500 services, 10,000 resources, 10,000 incidents, 100,000 alerts, one million audit
/// rows. Made by the database itself, in a minute or two; a database that has resources of its own is left alone.
/// </summary>
internal static class LoadSeed
{
    private const int Timeout = 900;

    private static readonly (string What, string Sql)[] Steps =
    [
        ("teams and people",
            """
            INSERT INTO control.team (id, name, created_at) SELECT gen_random_uuid(), 'team-' || n, now() FROM generate_series(1, 20) n;
            INSERT INTO control.user_profile (sub, name, first_seen_at, last_seen_at) SELECT 'user-' || n, 'user-' || n, now(), now() FROM generate_series(1, 200) n;
            """),
        ("10,000 resources of 500 services",
            """
            INSERT INTO control.resource (id, name, kind, service, environment, team, criticality, address, metrics_path, labels, origin, created_at, updated_at)
            SELECT gen_random_uuid(), 'service-' || n % 500 || '-' || n, (ARRAY['server', 'service', 'database', 'cache', 'gateway'])[1 + n % 5], 'service-' || n % 500,
                (ARRAY['production', 'staging'])[1 + n % 2], 'team-' || 1 + n % 500 % 20, (ARRAY['low', 'medium', 'high', 'critical'])[1 + n % 4],
                '10.' || n / 65536 || '.' || n / 256 % 256 || '.' || n % 256 || ':9100', '/metrics', jsonb_build_object('rack', 'r' || n % 40), 'manual', now() - n * interval '1 minute', now()
            FROM generate_series(1, 10000) n;
            INSERT INTO control.resource_group (id, name, team, created_at) SELECT gen_random_uuid(), 'group-' || n, 'team-' || 1 + n % 20, now() FROM generate_series(1, 40) n;
            INSERT INTO control.resource_group_member (group_id, resource_id)
            SELECT g.id, r.id FROM (SELECT id, row_number() OVER (ORDER BY name) AS n FROM control.resource) r JOIN (SELECT id, row_number() OVER (ORDER BY name) AS n FROM control.resource_group) g ON r.n % 40 + 1 = g.n;
            INSERT INTO control.declared_edge (id, from_service, to_service, created_at)
            SELECT gen_random_uuid(), 'service-' || (n - 1) / 4, 'service-' || n, now() FROM generate_series(1, 499) n;
            INSERT INTO control.declared_edge (id, from_service, to_service, created_at)
            SELECT gen_random_uuid(), 'service-' || n, 'service-' || n + 37, now() FROM generate_series(1, 400, 2) n ON CONFLICT DO NOTHING;
            """),
        ("2,000 checks",
            """
            INSERT INTO control.resource_check (id, resource_id, name, kind, target, verifies_certificate, interval_seconds, timeout_seconds, enabled, due_at, last_at, last_succeeded, last_duration_ms, last_detail, created_at, updated_at)
            SELECT gen_random_uuid(), id, 'port', 'tcp', address, true, 60, 2, true, now() + interval '1 day', now(), random() > 0.02, 3, 'accepts connections', now(), now() FROM control.resource ORDER BY name LIMIT 2000;
            """),
        ("10,000 incidents",
            """
            INSERT INTO control.incident (id, number, title, state, severity, priority, services, resource_ids, tags, opened_at, started_at, last_alert_at, updated_at, generation, revision, severity_is_chosen, priority_is_chosen, resolved_at, closed_at, resolved_by)
            SELECT gen_random_uuid(), n, 'service-' || n % 500 || ' answers slowly (' || n || ')', CASE WHEN n > 9900 THEN (ARRAY['new', 'acknowledged', 'in_progress'])[1 + n % 3] ELSE 'closed' END,
                (ARRAY['critical', 'warning', 'info'])[1 + n % 3], 'P' || n % 4, ARRAY['service-' || n % 500], '{}', '{}', at, at, at, at, 1, 1, false, false,
                CASE WHEN n > 9900 THEN NULL ELSE at + interval '30 minutes' END, CASE WHEN n > 9900 THEN NULL ELSE at + interval '1 hour' END, CASE WHEN n > 9900 THEN NULL ELSE 'user-' || n % 200 END
            FROM (SELECT n, now() - (10001 - n) * interval '4 minutes' AS at FROM generate_series(1, 10000) n) numbered;
            SELECT setval(pg_get_serial_sequence('control.incident', 'number'), 10001);
            INSERT INTO control.incident_event (id, incident_id, at, kind, actor, details, revision, text)
            SELECT gen_random_uuid(), i.id, i.opened_at + k * interval '2 minutes', 'note', 'user-' || k, '{}', k, 'Looked at it, step ' || k FROM control.incident i, generate_series(1, 5) k;
            """),
        ("100,000 alerts",
            """
            INSERT INTO control.alert (id, fingerprint, rule, status, severity, mapping, service, resource_id, resource, team, env, labels, annotations, source, starts_at, ends_at, expires_at, expired, received_at, last_received_at, incident_id, grouped_at, grouping_reason, end_noted)
            SELECT gen_random_uuid(), md5(i.number || '-' || k), 'Rule ' || k, CASE WHEN i.number > 9900 THEN 'firing' ELSE 'resolved' END, (ARRAY['critical', 'warning', 'info'])[1 + k % 3], 'resource', r.service, r.id, r.name, r.team, r.environment,
                jsonb_build_object('alertname', 'Rule ' || k, 'service', r.service, 'resource_id', r.id, 'severity', 'warning', 'instance', r.address), jsonb_build_object('summary', r.name || ' is slow'),
                'vmalert', i.opened_at, CASE WHEN i.number > 9900 THEN NULL ELSE i.opened_at + interval '30 minutes' END, now() + interval '1 day', false, i.opened_at, i.opened_at, i.id, i.opened_at, 'opened', i.number <= 9900
            FROM control.incident i CROSS JOIN generate_series(1, 10) k JOIN (SELECT *, row_number() OVER (ORDER BY name) AS n FROM control.resource) r ON r.n = (i.number * 10 + k) % 10000 + 1;
            """),
        ("5,000 deployments and 100 rules",
            """
            INSERT INTO control.deployment (id, service, version, previous_version, environment, status, deployed_by, deployed_at, received_at, source)
            SELECT gen_random_uuid(), 'service-' || n % 500, 'v1.' || n / 500, 'v1.' || n / 500 - 1, (ARRAY['production', 'staging'])[1 + n % 2], CASE WHEN n % 23 = 0 THEN 'rolled_back' WHEN n % 31 = 0 THEN 'failed' ELSE 'succeeded' END,
                'user-' || n % 200, now() - (5000 - n) * interval '10 minutes', now(), 'ci' FROM generate_series(1, 5000) n;
            INSERT INTO control.alert_rule (id, name, group_name, expression, further, for_seconds, severity, labels, annotations, enabled, origin, sync_state, sync_reason, created_at, updated_at)
            SELECT gen_random_uuid(), 'Rule ' || n, 'load', 'up{service="service-' || n || '"} == 0', '[]', 60, 'warning', '{}', '{"summary":"slow"}', true, 'seeded', 'fresh', 'evaluated', now(), now() FROM generate_series(1, 100) n ON CONFLICT DO NOTHING;
            """),
        ("one million audit rows",
            """
            INSERT INTO control.audit_entry (id, at, actor, actor_kind, action, target_type, target_id, service, outcome, details)
            SELECT gen_random_uuid(), now() - n * interval '2 seconds', 'user-' || n % 200, 'user', (ARRAY['incident.acknowledged', 'resource.edited', 'rule.edited', 'silence.created'])[1 + n % 4], 'incident', 'INC-' || n % 10000,
                'service-' || n % 500, 'succeeded', '{"name":"load"}' FROM generate_series(1, 1000000) n;
            """),
        ("statistics", "ANALYZE;"),
    ];

    public static async Task RunAsync(string connectionString, TextWriter output, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM control.resource", connection);
        if ((long)(await count.ExecuteScalarAsync(cancellationToken))! is > 0 and var resources)
        {
            await output.WriteLineAsync($"The database has {resources} resources: it is taken as it is.");
            return;
        }

        // All or nothing: what a failed seed left would be taken for a large installation by the next run.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var (what, sql) in Steps)
        {
            var began = Stopwatch.GetTimestamp();
#pragma warning disable CA2100 // The statements above.
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = Timeout };
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
            await output.WriteLineAsync($"Seeded {what} in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s.");
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
