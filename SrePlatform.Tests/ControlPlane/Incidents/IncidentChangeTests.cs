using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Incidents;

[Trait("Category", "Database")]
public sealed class IncidentChangeTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_on_the_timeline_and_in_the_audit_log()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var incident = await OpenIncidentAsync(host);
        var member = host.WithRoles("team_member");
        var acknowledged = await ChangeAsync(member, incident, "acknowledge", new { });
        Assert.Equal(("acknowledged", "team_member"), (acknowledged.GetProperty("state").GetString(), acknowledged.GetProperty("assignee").GetString()));
        await ChangeAsync(member, incident, "notes", new { note = "looking" });
        await ChangeAsync(member, incident, "resolve", new { note = "restarted it" });
        var timeline = await host.Database.ScalarAsync<string>("SELECT string_agg(kind || coalesce('=' || text, ''), ',' ORDER BY revision) FROM control.incident_event WHERE actor = 'team_member'");
        Assert.Equal("acknowledged,note=looking,resolved=restarted it", timeline);

        var audit = await host.WithRoles("context_read").GetFromJsonAsync<JsonElement>("/api/v1/audit-logs?action=incident&service=payment&actor=team_member", Cancelled);
        var entries = audit.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["incident.resolved", "incident.note_added", "incident.acknowledged"], entries.Select(entry => entry.GetProperty("action").GetString()));
        Assert.Equal("INC-1", entries[0].GetProperty("target_id").GetString());
        Assert.Equal("acknowledged", entries[0].GetProperty("details").GetProperty("from").GetString());
        Assert.Equal("user", entries[0].GetProperty("actor_kind").GetString());
    }

    [Fact]
    public async Task A_stale_form_an_illegal_move_and_unknown_things_are_refused()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var incident = await OpenIncidentAsync(host);
        var member = host.WithRoles("team_member");
        var seen = (await member.GetFromJsonAsync<JsonElement>($"/api/v1/incidents/{incident}", Cancelled)).GetProperty("version").GetUInt32();
        await ChangeAsync(member, incident, "acknowledge", new { version = seen });
        Assert.Equal("incident.changed", await RefusedAsync(member, $"/api/v1/incidents/{incident}/resolve", new { version = seen }, HttpStatusCode.Conflict));
        Assert.Equal("incident.illegal_transition", await RefusedAsync(member, $"/api/v1/incidents/{incident}/acknowledge", new { }, HttpStatusCode.Conflict));
        Assert.Equal("incident.illegal_transition", await RefusedAsync(member, $"/api/v1/incidents/{incident}/close", new { }, HttpStatusCode.Conflict));
        Assert.Equal("incident.not_found", await RefusedAsync(member, $"/api/v1/incidents/{Guid.NewGuid()}/acknowledge", new { }, HttpStatusCode.NotFound));
        Assert.Equal("incident.not_found", await RefusedAsync(member, "/api/v1/incidents/nonsense/acknowledge", new { }, HttpStatusCode.NotFound));
        Assert.Equal("validation", await RefusedAsync(member, $"/api/v1/incidents/{incident}/assign", new { assignee = "nobody" }, HttpStatusCode.BadRequest));
        Assert.Equal("validation", await RefusedAsync(member, $"/api/v1/incidents/{incident}/notes", new { note = " " }, HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.BadRequest, (await member.PostAsJsonAsync($"/api/v1/incidents/{incident}/notes", new { note = "a\0b" }, Cancelled)).StatusCode);
        Assert.Equal("validation", await RefusedAsync(member, $"/api/v1/incidents/{incident}/notes", new { note = new string('x', 4001) }, HttpStatusCode.BadRequest));
        Assert.Equal("acknowledged", await host.Database.ScalarAsync<string>("SELECT state FROM control.incident"));
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE action LIKE 'incident.%'"));
    }

    [Fact]
    public async Task Of_people_who_act_at_once_one_wins_and_the_others_hear_it()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var incident = await OpenIncidentAsync(host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.WithRoles("team_member").PostAsJsonAsync($"/api/v1/incidents/{incident}/acknowledge", new { }, Cancelled)));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    private static async Task<Guid> OpenIncidentAsync(ControlPlaneHost host)
    {
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"));
        await host.Services.GetRequiredService<IncidentWorker>().StepAsync(Cancelled);
        return await host.Database.ScalarAsync<Guid>("SELECT id FROM control.incident");
    }

    private static async Task<JsonElement> ChangeAsync(HttpClient client, Guid incident, string verb, object body)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/incidents/{incident}/{verb}", body, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private static async Task<string?> RefusedAsync(HttpClient client, string path, object body, HttpStatusCode status)
    {
        var answer = await client.PostAsJsonAsync(path, body, Cancelled);
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString();
    }
}
