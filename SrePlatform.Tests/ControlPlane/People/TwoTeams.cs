using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.Tests.ControlPlane.Diagnosis;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.People;

/// <summary>
/// Two teams that own the same kinds of things. Everything of <c>quokka</c> has that word in its name, so that it is seen wherever it leaks.
/// The person signed in by <see cref="ControlPlaneHost.SignedIn"/> is in <c>beta</c>.
/// </summary>
internal static class TwoTeams
{
    public static async Task<IReadOnlyList<string>> ArrangeAsync(ControlPlaneHost host)
    {
        var database = host.Database;
        await database.CreateAssistantViewsAsync();
        await database.ExecuteAsync("INSERT INTO control.user_profile (sub, name, first_seen_at, last_seen_at) VALUES ('sub-person', 'person', now(), now()), ('sub-ann', 'ann', now(), now())");
        foreach (var (team, sub) in new[] { ("quokka", "sub-ann"), ("beta", "sub-person") })
        {
            await database.ExecuteAsync("WITH t AS (INSERT INTO control.team (id, name, created_at) VALUES (gen_random_uuid(), $1, now()) RETURNING id) INSERT INTO control.team_member (team_id, sub, role, added_at) SELECT id, $2, 'manager', now() FROM t", team, sub);
        }

        var ids = new List<string>();
        foreach (var team in new[] { "quokka", "beta" })
        {
            var resource = await database.AddResourceAsync($"{team}-node", $"{team}-pay");
            await database.ExecuteAsync("UPDATE control.resource SET team = $1 WHERE id = $2", team, resource);
            await host.PostAlertsAsync(
                AlertPosts.Alert($"{team}-rule", $"{team}-pay", labels: new Dictionary<string, string> { ["resource_id"] = resource.ToString() }),
                AlertPosts.Alert($"{team}-service-rule", $"{team}-pay"),
                AlertPosts.Alert($"{team}-unmapped", labels: new Dictionary<string, string> { ["team"] = team }));
            await host.Services.GetRequiredService<IncidentWorker>().StepAsync(TestContext.Current.CancellationToken);
            await database.ExecuteAsync(
                "INSERT INTO control.deployment (id, service, version, environment, status, deployed_at, received_at, source, resource_id) VALUES (gen_random_uuid(), $1, $2, 'demo', 'succeeded', now(), now(), 'ci', $3)",
                $"{team}-pay", $"{team}-v2", resource);
            await database.ExecuteAsync(
                """
                INSERT INTO control.alert_rule (id, name, group_name, expression, for_seconds, severity, labels, annotations, enabled, origin, sync_state, sync_reason, created_at, updated_at)
                VALUES (gen_random_uuid(), $1, $1, 'up == 0', 0, 'warning', jsonb_build_object('team', $2::text), '{}', true, 'seeded', 'pending', 'not_delivered', now(), now())
                """,
                $"{team}-up", team);
            await database.ExecuteAsync(
                "INSERT INTO control.audit_entry (id, at, actor, actor_kind, action, target_type, target_id, service, resource_id, outcome) VALUES (gen_random_uuid(), now(), $1, 'user', 'resource.edited', 'resource', $2, $3, $4, 'succeeded')",
                $"{team}-person", resource.ToString(), $"{team}-pay", resource);
            await database.ExecuteAsync(
                """
                INSERT INTO control.postmortem (id, incident_id, title, body, state, services, rules, cause_kind, language, origin, items, author, author_id, writers, updated_by, created_at, updated_at, revision)
                SELECT gen_random_uuid(), id, $1 || ' failed', $1, 'draft', services, '{}', 'unknown', 'en', 'local', '[]', $1, 'sub', '{}', $1, now(), now(), 0
                FROM control.incident WHERE $2 = ANY(services)
                """,
                team, $"{team}-pay");
            var session = Guid.NewGuid();
            await database.ExecuteAsync("UPDATE control.diagnosis SET session_id = $1 WHERE $2 = ANY(services)", session, $"{team}-pay");
            await database.AddSessionAsync(session);
            ids.Add((await database.AddObservationAsync(session, "{}")).ToString());
            ids.Add(session.ToString());
        }

        // Only what is quokka's: the first of the sessions and observations, and the rows that were made above.
        string[] rows =
        [
            "SELECT id::text FROM control.resource WHERE team = 'quokka'", "SELECT id::text FROM control.incident WHERE 'quokka-pay' = ANY(services)",
            "SELECT 'INC-' || number FROM control.incident WHERE 'quokka-pay' = ANY(services)", "SELECT id::text FROM control.alert WHERE rule = 'quokka-rule'",
            "SELECT id::text FROM control.alert_rule WHERE name = 'quokka-up'", "SELECT id::text FROM control.deployment WHERE service = 'quokka-pay'",
            "SELECT id::text FROM control.diagnosis WHERE 'quokka-pay' = ANY(services)", "SELECT id::text FROM control.postmortem WHERE author = 'quokka'",
            "SELECT 'PM-' || number FROM control.postmortem WHERE author = 'quokka'",
        ];
        var own = ids.Take(2).ToList();
        foreach (var row in rows)
        {
            own.Add(await database.ScalarAsync<string>(row));
        }

        return own;
    }

    public static async Task<JsonElement> ItemsAsync(HttpClient client, string list) =>
        (await client.GetFromJsonAsync<JsonElement>(list, TestContext.Current.CancellationToken)).GetProperty("items");
}
