namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>The statement of <see cref="StoreAlerts"/>.</summary>
internal static class StoreAlertsSql
{
    /// <remarks>
    /// <c>stale</c>: a firing post that was delayed or repeated must not reopen the episode that a resolved post has ended; its start
    /// tells that it is the same one. An episode that merely expired may come back. A resolved post ends an episode only if it is not
    /// older than it.
    /// </remarks>
    public const string Text =
        """
        WITH posted AS (
            SELECT *, coalesce(p.resolved OR p.ends_at <= now(), false) AS is_over
            FROM unnest(@ids, @fingerprints, @rules, @severities, @mappings, @services, @resource_ids, @resources, @teams, @envs,
                        @labels, @annotations, @urls, @starts, @ends, @resolved)
              AS p (id, fingerprint, rule, severity, mapping, service, resource_id, resource, team, env,
                    labels, annotations, generator_url, starts_at, ends_at, resolved)
        ),
        firing AS (
            SELECT p.* FROM posted p
            WHERE NOT p.is_over AND NOT EXISTS (
                SELECT 1 FROM control.alert ended
                WHERE ended.fingerprint = p.fingerprint AND ended.status = 'resolved' AND ended.starts_at = p.starts_at AND NOT ended.expired)
        ),
        stored AS (
            INSERT INTO control.alert AS a (
                id, fingerprint, rule, status, severity, mapping, service, resource_id, resource, team, env,
                labels, annotations, generator_url, source, starts_at, expires_at, received_at, last_received_at, expired, end_noted)
            SELECT id, fingerprint, rule, 'firing', severity, mapping, service, resource_id, resource, team, env,
                   labels, annotations, generator_url, @source, least(coalesce(starts_at, now()), now()),
                   coalesce(ends_at, now() + @keep), now(), now(), false, false
            FROM firing ORDER BY fingerprint
            ON CONFLICT (fingerprint) WHERE status = 'firing' DO UPDATE SET
                last_received_at = now(), expires_at = excluded.expires_at, annotations = excluded.annotations,
                generator_url = excluded.generator_url, mapping = excluded.mapping, service = excluded.service,
                resource_id = excluded.resource_id, resource = excluded.resource, team = excluded.team, env = excluded.env
            RETURNING a.id, a.starts_at, (xmax = 0) AS is_new
        ),
        ended AS (
            UPDATE control.alert a
            SET status = 'resolved', last_received_at = now(), ends_at = greatest(a.starts_at, least(coalesce(p.ends_at, now()), now()))
            FROM posted p
            WHERE p.is_over AND a.fingerprint = p.fingerprint AND a.status = 'firing' AND coalesce(p.ends_at, now()) >= a.starts_at
            RETURNING a.id, a.ends_at
        ),
        transitions AS (
            INSERT INTO control.alert_event (id, at, alert_id, kind, details)
            SELECT gen_random_uuid(), now(), id, 'fired', jsonb_build_object('source', @source) FROM stored WHERE is_new
            UNION ALL
            SELECT gen_random_uuid(), now(), id, 'resolved', jsonb_build_object('source', @source) FROM ended
            RETURNING 1
        )
        SELECT (SELECT count(*)::int FROM stored WHERE is_new), (SELECT count(*)::int FROM stored WHERE NOT is_new),
               (SELECT count(*)::int FROM ended),
               (SELECT pg_notify('control_alert', '') FROM (SELECT count(*) AS changed FROM transitions) t WHERE changed > 0)::text
        """;
}
