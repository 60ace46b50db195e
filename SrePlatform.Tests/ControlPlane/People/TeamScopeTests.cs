using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.People;

/// <summary>What a member of one team learns of another's: nothing, by any list, page, export or guessed id. New endpoints are walked by themselves.</summary>
[Trait("Category", "Database")]
public sealed partial class TeamScopeTests(PostgresServer server)
{
    private static readonly Dictionary<string, string?> Quick = new() { ["Incidents:QuietFor"] = "00:00:00", ["Incidents:SettleFor"] = "00:00:00" };
    private static readonly string[] Refusals = [TestRealm.Authority, "/account/access-denied"];
    private static readonly string[] NoTeam = ["/live", "/health", "/alive", "/metrics"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_of_another_team_finds_nothing_in_any_list_and_behind_no_id()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Quick);
        var ids = await TwoTeams.ArrangeAsync(host);
        using var api = host.WithToken(host.Realm.Token("person", ["team_manager"]));
        using var browser = host.SignedIn("team_manager");
        using var admin = host.WithToken(host.Realm.Token("admin", ["super_admin"]));
        var patterns = Reading(host);
        var lists = await Task.WhenAll(patterns.Where(pattern => !pattern.Contains('{', StringComparison.Ordinal)).Select(async pattern => (pattern, Text: await ReadAsync(ClientFor(pattern), pattern))));
        foreach (var (pattern, text) in lists)
        {
            Assert.False(text.Contains("quokka", StringComparison.OrdinalIgnoreCase), $"{pattern} tells of another team: {Around(text)}");
        }

        var guesses = from pattern in patterns.Where(pattern => pattern.Contains('{', StringComparison.Ordinal)) from id in ids select (pattern, id);
        await Parallel.ForEachAsync(guesses, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (guess, token) =>
        {
            var (pattern, id) = guess;
            using var answer = await ClientFor(pattern).GetAsync(new Uri(Parameter().Replace(pattern, Uri.EscapeDataString(id)), UriKind.Relative), token);
            // An id that the route does not take falls through to the identity provider.
            var known = answer.IsSuccessStatusCode || (answer.StatusCode is HttpStatusCode.Redirect && !Refusals.Any(answer.Headers.Location!.ToString().Contains));
            Assert.False(known, $"{pattern} answered {(int)answer.StatusCode} for {id}");
            Assert.True((int)answer.StatusCode < 500, $"{pattern} answered {(int)answer.StatusCode} for {id}");
            Assert.DoesNotContain("quokka-", await answer.Content.ReadAsStringAsync(token), StringComparison.OrdinalIgnoreCase);
        });

        var (walked, told) = (lists.Length, lists.Count(list => list.Text.Contains("beta", StringComparison.OrdinalIgnoreCase)));
        Assert.True(walked >= 15 && told >= 8, $"Only {walked} lists were walked, and {told} had the own team's things.");
        HttpClient ClientFor(string pattern) => pattern.StartsWith("/api/", StringComparison.Ordinal) ? api : browser;
        Assert.Contains("quokka-node", await admin.GetStringAsync(new Uri("/api/v1/resources", UriKind.Relative), Stop), StringComparison.Ordinal);
        using var ann = host.WithToken(host.Realm.Token("ann", ["viewer"]));
        foreach (var list in new[] { "resources", "alerts", "incidents", "deployments", "alert-rules", "diagnoses" })
        {
            Assert.Contains("quokka-", await ann.GetStringAsync(new Uri("/api/v1/" + list, UriKind.Relative), Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_changes_what_another_team_owns()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Quick);
        var ids = await TwoTeams.ArrangeAsync(host);
        using var api = host.WithToken(host.Realm.Token("person", ["team_manager"]));
        var resource = await host.Database.ScalarAsync<string>("SELECT id::text FROM control.resource WHERE team = 'quokka'");
        var own = await host.Database.ScalarAsync<string>("SELECT id::text FROM control.resource WHERE team = 'beta'");
        var incident = ids.First(id => id.StartsWith("INC-", StringComparison.Ordinal));
        foreach (var verb in new[] { "acknowledge", "start", "resolve", "close", "assign", "notes", "diagnoses" })
        {
            using var body = new StringContent("""{"note":"x"}""", Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/incidents/{incident}/{verb}") { Content = body };
            request.Headers.Add("Idempotency-Key", "k-" + verb);
            Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync(request, Stop)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await api.DeleteAsync(new Uri($"/api/v1/resources/{resource}?version=1", UriKind.Relative), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync(api, resource, "quokka")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(api, own, "quokka")).StatusCode);
        var created = await api.PostAsJsonAsync("/api/v1/resources", new { name = "x", kind = "server", team = "quokka" }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, created.StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsJsonAsync("/api/v1/resources", new { name = "x", kind = "server", team = "beta" }, Stop)).StatusCode);
    }

    [Fact]
    public async Task A_grant_on_a_group_reaches_what_is_in_the_groups_below_it_and_gives_sight_only()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Quick);
        await TwoTeams.ArrangeAsync(host);
        using var api = host.WithToken(host.Realm.Token("person", ["team_manager"]));
        Assert.DoesNotContain("quokka-node", (await TwoTeams.ItemsAsync(api, "/api/v1/resources")).ToString(), StringComparison.Ordinal);
        await host.Database.ExecuteAsync(
            """
            WITH top AS (INSERT INTO control.resource_group (id, name, team, created_at) VALUES (gen_random_uuid(), 'top', 'quokka', now()) RETURNING id),
                 below AS (INSERT INTO control.resource_group (id, name, team, parent_id, created_at) SELECT gen_random_uuid(), 'below', 'quokka', id, now() FROM top RETURNING id),
                 inside AS (INSERT INTO control.resource_group_member (group_id, resource_id) SELECT below.id, r.id FROM below, control.resource r WHERE r.team = 'quokka' RETURNING 1)
            INSERT INTO control.resource_group_grant (group_id, team, granted_at) SELECT id, 'beta', now() FROM top
            """);
        Assert.Contains("quokka-node", (await TwoTeams.ItemsAsync(api, "/api/v1/resources")).ToString(), StringComparison.Ordinal);
        Assert.Contains("quokka-pay", (await TwoTeams.ItemsAsync(api, "/api/v1/incidents")).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("quokka-unmapped", (await TwoTeams.ItemsAsync(api, "/api/v1/alerts")).ToString(), StringComparison.Ordinal);
        var resource = await host.Database.ScalarAsync<string>("SELECT id::text FROM control.resource WHERE team = 'quokka'");
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(api, resource, "beta")).StatusCode);
    }

    [Fact]
    public async Task The_assistant_sees_no_more_than_who_asked_it_and_no_scope_can_be_made_up()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Quick);
        await TwoTeams.ArrangeAsync(host);
        var resolver = host.Services.GetRequiredService<ScopeResolver>();
        var signed = host.Services.GetRequiredService<RequesterScopes>().Sign(await resolver.OfTeamsAsync("person", ["beta"], Stop))!;
        using var assistant = host.WithRoles("context_read");
        Assert.Contains("quokka-node", (await TwoTeams.ItemsAsync(assistant, "/api/v1/resources")).ToString(), StringComparison.Ordinal);
        assistant.DefaultRequestHeaders.Add(RequesterScopes.Header, signed.Token);
        foreach (var list in new[] { "resources", "alerts", "incidents", "deployments", "alert-rules", "audit-logs", "diagnoses" })
        {
            var items = (await TwoTeams.ItemsAsync(assistant, "/api/v1/" + list)).ToString();
            Assert.DoesNotContain("quokka", items, StringComparison.Ordinal);
            Assert.Contains("beta", items, StringComparison.Ordinal);
        }

        Assert.Equal(["""{team=~"beta"}""", """{service=~"beta-pay"}"""], signed.MetricFilters);
        Assert.Null(host.Services.GetRequiredService<RequesterScopes>().Sign(Scope.All));
        foreach (var made in new[] { "eyJ0ZWFtcyI6WyJxdW9ra2EiXX0", signed.Token[..^2] + "AA", new string('x', 7000) })
        {
            using var liar = host.WithRoles("context_read");
            liar.DefaultRequestHeaders.Add(RequesterScopes.Header, made);
            var answer = await liar.GetAsync(new Uri("/api/v1/resources", UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("scope.not_readable", (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task A_diagnosis_carries_the_scope_of_who_asked_and_an_administrators_carries_none()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Quick);
        await TwoTeams.ArrangeAsync(host);
        foreach (var (name, role, expected) in new[] { ("person", "team_member", true), ("admin", "super_admin", false) })
        {
            using var client = host.WithToken(host.Realm.Token(name, [role]));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/diagnoses") { Content = JsonContent.Create(new { services = new[] { "beta-pay" } }) };
            request.Headers.Add("Idempotency-Key", name);
            Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(request, Stop)).StatusCode);
            var payload = await host.Database.ScalarAsync<string>("SELECT payload::text FROM control.outbox_message WHERE kind = 'diagnosis.hand_over' ORDER BY created_at DESC LIMIT 1");
            Assert.Equal(expected, payload.Contains("requester_scope", StringComparison.Ordinal));
        }
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string id, string team)
    {
        var read = await client.GetAsync(new Uri("/api/v1/resources/" + id, UriKind.Relative), Stop);
        var version = read.IsSuccessStatusCode ? (await read.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("version").GetUInt32() : 1;
        return await client.PutAsJsonAsync("/api/v1/resources/" + id, new { name = "renamed", kind = "server", team, version }, Stop);
    }

    private static async Task<string> ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        Assert.True((int)answer.StatusCode < 500, $"{path} answered {(int)answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static string Around(string text)
    {
        var at = text.IndexOf("quokka", StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 120)..Math.Min(text.Length, at + 80)];
    }

    /// <summary>What can be read by people: pages, fragments, exports and the API; not what is open to everybody or for machines.</summary>
    private static List<string> Reading(ControlPlaneHost host) =>
    [
        .. host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
            .Where(endpoint => !endpoint.Metadata.OfType<IAuthorizeData>().Any(data => data.Policy is "Discovery" or "Ingest" or "Deployments"))
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(pattern => !NoTeam.Contains(pattern))
            .Distinct(StringComparer.Ordinal),
        "/incidents?state=all", "/incidents?q=pay", "/incidents?handler=Export", "/alerts?handler=Export", "/audit?handler=Export", "/resources?q=node",
    ];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
