using SrePlatform.Tests.Infrastructure;

namespace SrePlatform.Tests.ControlPlane.Scale;

/// <summary>Some of everything that lists show, by number; a second call with higher numbers makes more of the same.</summary>
internal static class ManyRows
{
    private static readonly string[] Statements =
    [
        "INSERT INTO control.team (id, name, created_at) SELECT gen_random_uuid(), 'team-' || n, now() FROM generate_series($1::int, $2::int) n",
        "INSERT INTO control.user_profile (sub, name, first_seen_at, last_seen_at) SELECT 'user-' || n, 'user-' || n, now(), now() FROM generate_series($1::int, $2::int) n",
        """
        INSERT INTO control.resource (id, name, kind, service, environment, team, criticality, address, metrics_path, labels, origin, created_at, updated_at)
        SELECT gen_random_uuid(), 'resource-' || n, 'server', 'service-' || n, 'production', 'team-' || n, 'high', '10.0.0.' || n % 250 || ':9100', '/metrics', '{}', 'manual', now(), now() FROM generate_series($1::int, $2::int) n
        """,
        """
        INSERT INTO control.resource_check (id, resource_id, name, kind, target, verifies_certificate, interval_seconds, timeout_seconds, enabled, due_at, last_at, last_succeeded, last_duration_ms, last_detail, created_at, updated_at)
        SELECT gen_random_uuid(), r.id, 'port-' || n, 'tcp', '10.0.0.1:1', true, 60, 2, true, now() + interval '1 day', now(), true, 3, 'accepts connections', now(), now()
        FROM generate_series($1::int, $2::int) n, control.resource r WHERE r.name IN ('resource-1', 'resource-' || n)
        """,
        "INSERT INTO control.resource_group (id, name, team, created_at) SELECT gen_random_uuid(), 'group-' || n, 'team-1', now() FROM generate_series($1::int, $2::int) n",
        "INSERT INTO control.resource_group_member (group_id, resource_id) SELECT g.id, r.id FROM generate_series($1::int, $2::int) n JOIN control.resource r ON r.name = 'resource-' || n JOIN control.resource_group g ON g.name IN ('group-1', 'group-' || n)",
        "INSERT INTO control.declared_edge (id, from_service, to_service, created_at) SELECT gen_random_uuid(), 'service-0', 'service-' || n, now() FROM generate_series($1::int, $2::int) n",
        "INSERT INTO control.label_rule (id, label, is_required, allowed_values, kinds, is_enforced, created_at) SELECT gen_random_uuid(), 'label-' || n, true, '[]', '[]', false, now() FROM generate_series($1::int, $2::int) n",
        """
        INSERT INTO control.incident (id, number, title, state, severity, priority, services, resource_ids, tags, opened_at, started_at, last_alert_at, updated_at, generation, revision, severity_is_chosen, priority_is_chosen)
        SELECT gen_random_uuid(), n, 'service-' || n || ' is slow', 'new', 'critical', 'p1', ARRAY['service-1', 'service-' || n], ARRAY(SELECT id FROM control.resource WHERE name = 'resource-' || n), '{}', now(), now(), now(), now(), 1, 5, false, false FROM generate_series($1::int, $2::int) n
        """,
        """
        INSERT INTO control.incident_event (id, incident_id, at, kind, actor, details, revision, text)
        SELECT gen_random_uuid(), i.id, now(), 'note', 'user-' || n, '{}', n, 'Looked at it' FROM generate_series($1::int, $2::int) n JOIN control.incident i ON i.number IN (1, n)
        """,
        "INSERT INTO control.incident_link (low_id, high_id, linked_by, linked_at) SELECT least(a.id, b.id), greatest(a.id, b.id), 'user-1', now() FROM control.incident a, control.incident b WHERE a.number = 1 AND b.number BETWEEN $1::int AND $2::int AND b.number > 1",
        """
        INSERT INTO control.alert (id, fingerprint, rule, status, severity, mapping, service, resource_id, resource, labels, annotations, source, starts_at, expires_at, expired, received_at, last_received_at, incident_id, grouped_at, grouping_reason, end_noted)
        SELECT gen_random_uuid(), 'f' || n || '-' || i.number, 'rule-1', 'firing', 'critical', 'resource', r.service, r.id, r.name, '{}', '{"summary":"slow"}', 'vmalert', now(), now() + interval '1 day', false, now(), now(), i.id, now(), 'nothing_open', false
        FROM generate_series($1::int, $2::int) n JOIN control.resource r ON r.name = 'resource-' || n JOIN control.incident i ON i.number IN (1, n)
        """,
        "INSERT INTO control.deployment (id, service, version, environment, status, deployed_by, deployed_at, received_at, source) SELECT gen_random_uuid(), s, 'v' || n, 'production', 'succeeded', 'user-1', now(), now(), 'ci' FROM generate_series($1::int, $2::int) n, unnest(ARRAY['service-1', 'other-' || n]) s",
        """
        INSERT INTO control.alert_rule (id, name, group_name, expression, for_seconds, severity, labels, annotations, enabled, origin, sync_state, sync_reason, created_at, updated_at)
        SELECT gen_random_uuid(), 'rule-' || n, 'load', 'up == 0', 0, 'warning', '{}', '{"summary":"slow"}', true, 'manual', 'fresh', 'evaluated', now(), now() FROM generate_series($1::int, $2::int) n
        """,
        "INSERT INTO control.slo (id, name, service, description, indicator, good_query, total_query, objective, window_days, seeded, created_at, updated_at) SELECT gen_random_uuid(), 'slo-' || n, 'service-' || n, '', 'availability', 'up', 'up', 0.99, 30, true, now(), now() FROM generate_series($1::int, $2::int) n",
        """
        INSERT INTO control.silence (id, kind, reason, matchers, services, resource_ids, starts_at, ends_at, created_by, created_at, updated_at)
        SELECT gen_random_uuid(), 'silence', 'work', jsonb_build_array('service="service-' || n || '"'), '[]', '[]', now(), now() + interval '1 hour', 'user-1', now(), now() FROM generate_series($1::int, $2::int) n
        """,
        """
        INSERT INTO control.notification_channel (id, kind, name, enabled, settings, secrets, created_at, updated_at, updated_by)
        SELECT gen_random_uuid(), 'webhook', 'channel-' || n, true, '{}', '', now(), now(), 'user-1' FROM generate_series($1::int, $2::int) n
        """,
        """
        INSERT INTO control.notification_delivery (id, strategy_id, channel_id, recipient, incident_id, kind, event_ids, status, reason, created_at, due_at, attempts)
        SELECT gen_random_uuid(), gen_random_uuid(), c.id, '', i.id, 'event', '{}', 'sent', 'now', now(), now(), 1 FROM generate_series($1::int, $2::int) n JOIN control.notification_channel c ON c.name = 'channel-' || n JOIN control.incident i ON i.number IN (1, n)
        """,
        "INSERT INTO control.notification_attempt (id, delivery_id, at, succeeded, detail, duration_ms) SELECT gen_random_uuid(), id, now(), true, 'ok', 3 FROM control.notification_delivery d WHERE $1::int <= $2::int AND NOT EXISTS (SELECT FROM control.notification_attempt a WHERE a.delivery_id = d.id)",
        """
        INSERT INTO control.diagnosis (id, kind, incident_id, generation, services, automatic, state, idempotency_key, requested_by, created_at, progress, polls, session_id)
        SELECT gen_random_uuid(), 'alerts', i.id, n, ARRAY['service-' || n], false, 'completed', 'd' || n || '-' || i.number, 'user-1', now(), 100, 1, gen_random_uuid() FROM generate_series($1::int, $2::int) n JOIN control.incident i ON i.number IN (1, n)
        """,
        """
        INSERT INTO control.postmortem (id, incident_id, title, body, state, services, rules, cause_kind, language, origin, items, author, author_id, writers, updated_by, created_at, updated_at, revision)
        SELECT gen_random_uuid(), id, 'Postmortem ' || number, 'Text', 'draft', services, '{}', 'unknown', 'en', 'local', '[]', 'user-1', 'user-1', '{}', 'user-1', now(), now(), 0 FROM control.incident WHERE number BETWEEN $1::int AND $2::int
        """,
        """
        INSERT INTO control.postmortem_action (id, postmortem_id, title, state, created_by, created_at, updated_at)
        SELECT gen_random_uuid(), p.id, 'Do it ' || n, 'open', 'user-1', now(), now() FROM generate_series($1::int, $2::int) n, control.postmortem p WHERE p.title IN ('Postmortem 1', 'Postmortem ' || n)
        """,
        "INSERT INTO control.network_scan (id, range, ports, team, state, total, position, due_at, created_by, created_at) SELECT gen_random_uuid(), '10.0.' || n || '.0/24', '[9100]', 'team-1', 'done', 256, 256, now(), 'user-1', now() FROM generate_series($1::int, $2::int) n",
        "INSERT INTO control.audit_entry (id, at, actor, actor_kind, action, target_type, target_id, service, outcome) SELECT gen_random_uuid(), now(), 'user-' || n, 'user', 'resource.edited', 'resource', n::text, 'service-' || n, 'succeeded' FROM generate_series($1::int, $2::int) n",
        "INSERT INTO control.user_profile (sub, name, first_seen_at, last_seen_at) SELECT 'sub-person', 'person', now(), now() WHERE $1::int <= $2::int ON CONFLICT DO NOTHING",
        "INSERT INTO control.saved_view (id, sub, page, name, query, created_at) SELECT gen_random_uuid(), 'sub-person', '/incidents', 'view-' || n, '?q=' || n, now() FROM generate_series($1::int, $2::int) n",
    ];

    public static async Task AddAsync(TestDatabase database, int first, int last)
    {
        foreach (var statement in Statements)
        {
            await database.ExecuteAsync(statement, first, last);
        }
    }
}
