using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Incidents;

/// <summary>What people do to incidents beyond their states: open, edit, link, merge, split, many at once.</summary>
[Trait("Category", "Database")]
public sealed class IncidentByHandTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_opens_an_incident_and_an_alert_of_its_service_joins_it_without_changing_what_was_chosen()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var member = host.WithRoles("team_member");
        var declared = await SendAsync(member, "", new { title = "Customers cannot pay", severity = "warning", priority = "P1", services = new[] { "payment" }, tags = new[] { "vip", "vip " }, description = "Three calls" }, HttpStatusCode.Created);
        Assert.Equal(("P1", "team_member", 1), (declared.GetProperty("priority").GetString(), declared.GetProperty("declared_by").GetString(), declared.GetProperty("tags").GetArrayLength()));

        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment", startsAt: TimeProvider.System.GetUtcNow()));
        await StepAsync(host);
        var joined = await GetAsync(member, "INC-1");
        Assert.Equal(("warning", "P1", 1), (joined.GetProperty("severity").GetString(), joined.GetProperty("priority").GetString(), joined.GetProperty("alert_ids").GetArrayLength()));
        Assert.Equal("Three calls", await host.Database.ScalarAsync<string>("SELECT text FROM control.incident_event WHERE kind = 'declared'"));
        Assert.Equal("INC-1", await host.Database.ScalarAsync<string>("SELECT target_id FROM control.audit_entry WHERE action = 'incident.declared'"));
    }

    [Fact]
    public async Task Severity_and_priority_change_only_with_a_reason_and_the_second_editor_is_told()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var member = host.WithRoles("team_member");
        await DeclareAsync(member, "One", "a");
        var version = (await GetAsync(member, "INC-1")).GetProperty("version").GetUInt32();
        var refused = await member.PatchAsJsonAsync("/api/v1/incidents/INC-1", new { version, severity = "critical" }, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True((await refused.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("errors").TryGetProperty("reason", out _));

        var edited = await member.PatchAsJsonAsync("/api/v1/incidents/INC-1", new { version, severity = "critical", priority = "P0", reason = "all customers", tags = new[] { "money" }, title = "Two" }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await member.PatchAsJsonAsync("/api/v1/incidents/INC-1", new { version, title = "Three" }, Cancelled)).StatusCode);
        Assert.Equal("declared,renamed,severity_changed=all customers,priority_changed=all customers,tags_changed", await TimelineAsync(host, 1));
        Assert.Equal("Two", (await GetAsync(member, "INC-1")).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Merging_moves_the_alerts_closes_the_one_and_diagnoses_the_other_anew()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["Incidents:SettleFor"] = "00:00:00" });
        var member = host.WithRoles("team_member");
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"), AlertPosts.Alert("Queue", "newsletter"));
        await StepAsync(host);
        var merged = await SendAsync(member, "/INC-2/merge", new { incident = "INC-1", reason = "one broker" }, HttpStatusCode.OK);
        Assert.Equal((1, 2, 2), (merged.GetProperty("number").GetInt32(), merged.GetProperty("alert_ids").GetArrayLength(), merged.GetProperty("services").GetArrayLength()));
        var source = await GetAsync(member, "INC-2");
        Assert.Equal(("closed", merged.GetProperty("id").GetString()), (source.GetProperty("state").GetString(), source.GetProperty("merged_into").GetString()));
        Assert.EndsWith("merged=one broker", await TimelineAsync(host, 1), StringComparison.Ordinal);
        Assert.EndsWith("merged_into=one broker", await TimelineAsync(host, 2), StringComparison.Ordinal);

        await StepAsync(host);
        Assert.Equal(2, (await GetAsync(member, "INC-1")).GetProperty("generation").GetInt32());
        Assert.Equal(1, (await GetAsync(member, "INC-2")).GetProperty("generation").GetInt32());
        await SendAsync(member, "/INC-2/merge", new { incident = "INC-1" }, HttpStatusCode.Conflict);
        await SendAsync(member, "/INC-1/merge", new { incident = "INC-2" }, HttpStatusCode.Conflict);
        await SendAsync(member, "/INC-1/merge", new { incident = "INC-1" }, HttpStatusCode.BadRequest);
        await SendAsync(member, "/INC-1/merge", new { incident = "INC-99" }, HttpStatusCode.BadRequest);

        // The alert fires on: it stays where it was moved to.
        await host.PostAlertsAsync(AlertPosts.Alert("Queue", "newsletter"));
        await StepAsync(host);
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.incident"));
    }

    [Fact]
    public async Task Splitting_makes_a_new_incident_of_the_chosen_alerts_and_both_are_diagnosed()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["Incidents:SettleFor"] = "00:00:00" });
        await host.Database.AddEdgeAsync("checkout", "payment");
        var member = host.WithRoles("team_member");
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"), AlertPosts.Alert("Slow", "checkout", "warning"));
        await StepAsync(host);
        var slow = await host.Database.ScalarAsync<Guid>("SELECT id FROM control.alert WHERE rule = 'Slow'");
        await SendAsync(member, "/INC-1/split", new { alert_ids = new[] { Guid.NewGuid() } }, HttpStatusCode.BadRequest);
        await SendAsync(member, "/INC-1/split", new { alert_ids = (await GetAsync(member, "INC-1")).GetProperty("alert_ids") }, HttpStatusCode.Conflict);
        var made = await SendAsync(member, "/INC-1/split", new { alert_ids = new[] { slow }, title = "Only slow" }, HttpStatusCode.Created);
        Assert.Equal(("Only slow", "warning", 1), (made.GetProperty("title").GetString(), made.GetProperty("severity").GetString(), made.GetProperty("alert_ids").GetArrayLength()));
        var rest = await GetAsync(member, "INC-1");
        Assert.Equal("payment", rest.GetProperty("services").EnumerateArray().Single().GetString());
        Assert.Equal("INC-2", await host.Database.ScalarAsync<string>("SELECT details->>'incident' FROM control.incident_event WHERE kind = 'split_off'"));
        await StepAsync(host);
        Assert.Equal((2, 1), ((await GetAsync(member, "INC-1")).GetProperty("generation").GetInt32(), (await GetAsync(member, "INC-2")).GetProperty("generation").GetInt32()));
    }

    [Fact]
    public async Task Links_show_on_both_sides_and_each_item_of_a_bulk_action_has_its_own_result()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var member = host.WithRoles("team_member");
        foreach (var (title, service) in new[] { ("One", "a"), ("Two", "b"), ("Three", "a") })
        {
            await DeclareAsync(member, title, service);
        }

        await SendAsync(member, "/INC-1/links", new { incident = "INC-2" }, HttpStatusCode.OK);
        await SendAsync(member, "/INC-2/links", new { incident = "inc-1" }, HttpStatusCode.OK);
        Assert.Equal("INC-1=linked_by_hand,INC-3=same_time", await RelatedAsync(member, "INC-2"));
        Assert.Equal("INC-2=linked_by_hand,INC-3=same_service", await RelatedAsync(member, "INC-1"));
        Assert.Equal(HttpStatusCode.OK, (await member.DeleteAsync(new Uri("/api/v1/incidents/INC-2/links/INC-1", UriKind.Relative), Cancelled)).StatusCode);
        Assert.Equal("declared,linked,unlinked", await TimelineAsync(host, 1));

        await SendAsync(member, "/INC-2/resolve", new { }, HttpStatusCode.OK);
        var result = await SendAsync(member, "/bulk", new { action = "acknowledge", incidents = new[] { "INC-1", "INC-2", "INC-77" } }, HttpStatusCode.OK);
        Assert.Equal("INC-1:,INC-2:incident.illegal_transition,INC-77:incident.not_found", string.Join(',', result.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("incident")}:{item.GetProperty("code")}")));
        await SendAsync(member, "/bulk", new { action = "tag", incidents = new[] { "INC-1", "INC-3" }, value = "x, y" }, HttpStatusCode.OK);
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.incident WHERE tags = '{x,y}'"));
        await SendAsync(member, "/bulk", new { action = "priority", incidents = new[] { "INC-1" }, value = "P9" }, HttpStatusCode.BadRequest);
        await SendAsync(host.WithRoles("viewer"), "/bulk", new { action = "resolve", incidents = new[] { "INC-1" } }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_list_filters_and_sorts_and_goes_on_at_its_cursor_and_the_export_has_every_row()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.ExecuteAsync(
            """
            INSERT INTO control.incident (id, title, state, severity, priority, services, resource_ids, tags, assignee, started_at, opened_at, last_alert_at, generation, revision, updated_at, severity_is_chosen, priority_is_chosen)
            SELECT gen_random_uuid(), '=cmd' || n, 'new', 'warning', 'p' || n % 4, '{}', '{}', CASE WHEN n % 2 = 0 THEN '{even}'::text[] ELSE '{}' END, CASE WHEN n < 5 THEN 'ann' END,
                   now() - n * interval '1 min', now() - n * interval '1 min', now(), 0, 0, now() - (500 - n) * interval '1 min', false, false
            FROM generate_series(1, 450) n
            """);
        var viewer = host.WithRoles("viewer");
        Assert.Equal(4, (await viewer.GetFromJsonAsync<JsonElement>("/api/v1/incidents?assignee=ann&limit=10", Cancelled)).GetProperty("items").GetArrayLength());
        foreach (var sort in new[] { "newest", "oldest", "updated", "priority" })
        {
            var (titles, cursor) = (new List<string>(), "");
            do
            {
                var page = await viewer.GetFromJsonAsync<JsonElement>($"/api/v1/incidents?tag=even&sort={sort}&limit=100&cursor={cursor}", Cancelled);
                titles.AddRange(page.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("priority")}{item.GetProperty("title").GetString()![4..].PadLeft(3, '0')}"));
                cursor = page.GetProperty("next_cursor").GetString();
            }
            while (cursor is not null);
            Assert.True(titles.Distinct().Count() == 225, $"{sort}: {titles.Count}, {titles.Distinct().Count()}");
            Assert.Equal(sort switch
            {
                "newest" => titles.OrderBy(title => title[2..], StringComparer.Ordinal),
                "priority" => titles.OrderBy(title => title[..2], StringComparer.Ordinal).ThenBy(title => title[2..], StringComparer.Ordinal),
                _ => titles.OrderByDescending(title => title[2..], StringComparer.Ordinal),
            }, titles);
        }

        var browser = host.SignedIn("viewer");
        var csv = await browser.GetAsync(new Uri("/incidents?handler=export&state=all", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Null(csv.Content.Headers.ContentLength);
        var lines = (await csv.Content.ReadAsStringAsync(Cancelled)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(451, lines.Length);
        Assert.Contains(",'=cmd1,", lines[1], StringComparison.Ordinal);
        foreach (var other in new[] { "/alerts", "/audit" })
        {
            Assert.Equal("text/csv", (await browser.GetAsync(new Uri($"{other}?handler=export", UriKind.Relative), Cancelled)).Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task The_pages_open_edit_and_rearrange_and_say_what_is_wrong_at_the_field()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var browser = host.SignedIn("team_member");
        var bad = await browser.PostFormAsync("/incidents/new", "/incidents/new", [new("Form.Title", " "), new("Form.Severity", "warning"), new("Form.Assignee", "nobody")], Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Contains("id=\"title-hint\">Write one line", await bad.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        var made = await browser.PostFormAsync("/incidents/new", "/incidents/new", [new("Form.Title", "It hurts"), new("Form.Severity", "warning"), new("Form.Services", "shop")], Cancelled);
        Assert.Equal("/incidents/INC-1", made.Headers.Location?.ToString());
        await browser.PostFormAsync("/incidents/new", "/incidents/new", [new("Form.Title", "It hurts too"), new("Form.Severity", "info")], Cancelled);

        var stale = await browser.PostFormAsync("/incidents/INC-1/edit", "/incidents/INC-1/edit", [new("Form.Version", "1"), new("Form.Title", "Mine"), new("Form.Severity", "warning"), new("Form.Priority", "P2")], Cancelled);
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var shown = await stale.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("It hurts", shown, StringComparison.Ordinal);
        Assert.Contains("value=\"Mine\"", shown, StringComparison.Ordinal);

        var merged = await browser.PostFormAsync("/incidents/INC-2/rearrange", "/incidents/INC-2/rearrange?handler=merge", [new("Other", "INC-1")], Cancelled);
        Assert.Equal("/incidents/INC-1", merged.Headers.Location?.ToString());
        Assert.Contains("Merged into", await browser.GetStringAsync(new Uri("/incidents/INC-2", UriKind.Relative), Cancelled), StringComparison.Ordinal);
        var bulk = await browser.PostFormAsync("/incidents", "/incidents?handler=bulk", [new("action", "acknowledge"), new("chosen", "INC-1"), new("chosen", "INC-2")], Cancelled);
        Assert.Contains("Done for 1 of 2", await bulk.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.SignedIn("viewer").GetAsync(new Uri("/incidents/INC-1/edit", UriKind.Relative), Cancelled)).StatusCode);
    }

    private static Task<bool> StepAsync(ControlPlaneHost host) => host.Services.GetRequiredService<IncidentWorker>().StepAsync(Cancelled);

    private static Task DeclareAsync(HttpClient client, string title, string service) =>
        SendAsync(client, "", new { title, severity = "warning", services = new[] { service } }, HttpStatusCode.Created);

    private static Task<JsonElement> GetAsync(HttpClient client, string incident) => client.GetFromJsonAsync<JsonElement>($"/api/v1/incidents/{incident}", Cancelled);

    private static async Task<JsonElement> SendAsync(HttpClient client, string path, object body, HttpStatusCode status)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/incidents{path}", body, Cancelled);
        Assert.True(status == answer.StatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancelled)}");
        return status == HttpStatusCode.Forbidden ? default : await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private static async Task<string> RelatedAsync(HttpClient client, string incident) => string.Join(',',
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/incidents/{incident}/related", Cancelled)).GetProperty("items").EnumerateArray()
            .Select(item => $"{item.GetProperty("reference")}={item.GetProperty("reason")}"));

    private static Task<string> TimelineAsync(ControlPlaneHost host, int number) => host.Database.ScalarAsync<string>(
        "SELECT string_agg(e.kind || coalesce('=' || e.text, ''), ',' ORDER BY e.revision) FROM control.incident_event e JOIN control.incident i ON i.id = e.incident_id WHERE i.number = $1", number);
}
