using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Postmortems;
using SrePlatform.ControlPlane.Features.Postmortems.Editing;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.Tests.ControlPlane.Diagnosis;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Postmortems;

/// <summary>From an incident that is over to a published postmortem that the Assistant knows.</summary>
[Trait("Category", "Database")]
public sealed partial class PostmortemTests(PostgresServer server)
{
    private static readonly Actor Ann = new(ActorKind.User, "sub-ann", "ann");
    private static readonly Actor Bob = new(ActorKind.User, "sub-bob", "bob");
    private static readonly Actor Eve = new(ActorKind.User, "sub-eve", "eve");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_says_nothing_without_citing_its_record_and_is_reviewed_by_somebody_else()
    {
        var assistant = new StubAssistant();
        assistant.Http.OnJson("PUT /api/v1/knowledge", new { id = Guid.NewGuid(), kind = "postmortem", reference = "PM-1", title = "x", updated_at = "2026-01-01T00:00:00Z" });
        await using var host = await ControlPlaneHost.StartAsync(server, configure: assistant.Use);
        var member = host.WithRoles("team_member");
        await DeclareAsync(member, "Customers cannot pay", "payment");
        Assert.IsType<IncidentNotOver>((await StartAsync(host, "INC-1", Ann)).Failure);
        await ResolveAsync(member, "INC-1");
        var started = (await StartAsync(host, "INC-1", Ann)).Value!;
        Assert.Equal(started.Id, (await StartAsync(host, "INC-1", Bob)).Value!.Id);
        await DeliverAsync(host);

        var drafted = await GetAsync(member, "PM-1");
        Assert.Equal(("draft", "local"), (drafted.GetProperty("state").GetString(), drafted.GetProperty("origin").GetString()));
        var known = drafted.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()!).ToHashSet();
        var sentences = drafted.GetProperty("body").GetString()!.Split('\n').Where(line => line.Length > 0 && line[0] is not ('#' or '*')).ToList();
        Assert.NotEmpty(sentences);
        Assert.All(sentences, sentence => Assert.True(Citation().Matches(sentence) is { Count: > 0 } cites && cites.All(cite => known.Contains(cite.Groups[1].Value)), sentence));
        Assert.Contains(sentences, sentence => sentence.Contains("is unknown", StringComparison.Ordinal));
        Assert.Equal("postmortem_drafted", await host.Database.ScalarAsync<string>("SELECT kind FROM control.incident_event ORDER BY revision DESC LIMIT 1"));

        var version = drafted.GetProperty("version").GetUInt32();
        Assert.Null((await EditAsync(host, started.Id, version, "Bob's text", Bob)).Failure);
        Assert.IsType<PostmortemChanged>((await EditAsync(host, started.Id, version, "Ann's text", Ann)).Failure);
        Assert.IsType<PostmortemMoved>((await MoveAsync(host, started.Id, PostmortemStep.Publish, Eve)).Failure);
        Assert.Null((await MoveAsync(host, started.Id, PostmortemStep.Submit, Ann)).Failure);
        Assert.IsType<OwnPostmortem>((await MoveAsync(host, started.Id, PostmortemStep.Publish, Ann)).Failure);
        Assert.IsType<OwnPostmortem>((await MoveAsync(host, started.Id, PostmortemStep.Publish, Bob)).Failure);
        Assert.IsType<OnlyPeopleReview>((await MoveAsync(host, started.Id, PostmortemStep.Publish, Eve with { Kind = ActorKind.Service })).Failure);
        Assert.IsType<ValidationFailure>((await MoveAsync(host, started.Id, PostmortemStep.SendBack, Eve)).Failure);
        Assert.Null((await MoveAsync(host, started.Id, PostmortemStep.Publish, Eve)).Failure);
        Assert.IsType<PostmortemNotEditable>((await EditAsync(host, started.Id, null, "Late", Eve)).Failure);

        await DeliverAsync(host);
        var taught = Assert.Single(assistant.Http.Requests, asked => asked.Route == "PUT /api/v1/knowledge");
        using var knowledge = JsonDocument.Parse(taught.Body);
        Assert.Equal(("postmortem", "PM-1"), (knowledge.RootElement.GetProperty("kind").GetString(), knowledge.RootElement.GetProperty("reference").GetString()));
        Assert.Contains("Bob's text", knowledge.RootElement.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            "drafted,edited,published,started,submitted",
            await host.Database.ScalarAsync<string>("SELECT string_agg(substr(action, 12), ',' ORDER BY action) FROM control.audit_entry WHERE action LIKE 'postmortem.%'"));
    }

    [Fact]
    public async Task What_is_to_be_done_has_an_owner_and_a_date_and_what_comes_back_is_reported()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var member = host.WithRoles("team_member");
        foreach (var title in new[] { "Customers cannot pay", "Customers cannot pay again" })
        {
            await DeclareAsync(member, title, "payment");
        }

        foreach (var number in new[] { 1, 2 })
        {
            await ResolveAsync(member, $"INC-{number}");
            var postmortem = (await StartAsync(host, $"INC-{number}", Ann)).Value!;
            await DeliverAsync(host);
            Assert.Null((await EditAsync(host, postmortem.Id, null, number == 1 ? "資料庫連線耗盡" : "資料庫連線耗盡 again", Ann, "payment", "deployment")).Failure);
        }

        var id = await host.Database.ScalarAsync<Guid>("SELECT id FROM control.postmortem WHERE number = 2");
        await using var scope = host.Services.CreateAsyncScope();
        var change = scope.ServiceProvider.GetRequiredService<ChangeActionItem>();
        var invalid = (await change.AddAsync(id, new ActionItemText("Pool", " ", "soon"), Ann, Scope.All, Cancelled)).Failure as ValidationFailure;
        Assert.Equal(["due_on", "owner"], invalid!.Errors.Keys.Order());
        var late = (await change.AddAsync(id, new ActionItemText("Enlarge the pool", "ann", "2020-01-31"), Ann, Scope.All, Cancelled)).Value!;
        var suggested = await host.Database.ScalarAsync<Guid>("SELECT id FROM control.postmortem_action WHERE state = 'proposed' AND postmortem_id = $1 LIMIT 1", id);
        Assert.IsType<ActionItemNotTaken>((await change.EndAsync(suggested, ActionItemState.Done, Ann, Scope.All, Cancelled)).Failure);

        var page = await PageBrowser.OpenAsync(host, "viewer");
        var list = WebUtility.HtmlDecode(await (await page.GetAsync("/postmortems")).Content.ReadAsStringAsync(Cancelled));
        Assert.Contains("Enlarge the pool", list, StringComparison.Ordinal);
        Assert.Contains("Overdue", list, StringComparison.Ordinal);
        Assert.Contains("Causes that come back", list, StringComparison.Ordinal);
        var one = WebUtility.HtmlDecode(await (await page.GetAsync("/postmortems/PM-2")).Content.ReadAsStringAsync(Cancelled));
        Assert.Contains("same cause", one, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await page.PostAsync("/postmortems/PM-2?handler=end", new Dictionary<string, string> { ["id"] = late.Id.ToString(), ["state"] = "Done" })).StatusCode);

        foreach (var (search, found) in new[] { ("連線", 2), ("again", 1), ("PM-1", 1), ("nothing like it", 0) })
        {
            var rows = await member.GetFromJsonAsync<JsonElement>($"/api/v1/postmortems?q={Uri.EscapeDataString(search)}", Cancelled);
            Assert.Equal(found, rows.GetProperty("items").GetArrayLength());
        }

        foreach (var (format, type) in new[] { ("pdf", "application/pdf"), ("html", "text/html"), ("md", "text/markdown") })
        {
            using var file = await page.GetAsync($"/postmortems/PM-2?handler=export&format={format}");
            Assert.Equal((HttpStatusCode.OK, type), (file.StatusCode, file.Content.Headers.ContentType!.MediaType));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await page.GetAsync("/postmortems/PM-2?handler=export&format=exe")).StatusCode);
        await change.EndAsync(late.Id, ActionItemState.Done, Ann, Scope.All, Cancelled);
        Assert.Equal(0, (await scope.ServiceProvider.GetRequiredService<ReadActionItems>().CountAsync(Scope.All, Cancelled)).Open);
    }

    private static async Task DeclareAsync(HttpClient member, string title, string service) =>
        Assert.Equal(HttpStatusCode.Created, (await member.PostAsJsonAsync("/api/v1/incidents", new { title, severity = "critical", services = new[] { service } }, Cancelled)).StatusCode);

    private static async Task ResolveAsync(HttpClient member, string incident)
    {
        var answer = await member.PostAsJsonAsync($"/api/v1/incidents/{incident}/resolve", new { }, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string reference) => await client.GetFromJsonAsync<JsonElement>($"/api/v1/postmortems/{reference}", Cancelled);

    private static async Task DeliverAsync(ControlPlaneHost host)
    {
        while (await host.Services.GetRequiredService<OutboxWorker>().StepAsync(Cancelled))
        {
        }
    }

    private static async Task<Outcome<Postmortem>> StartAsync(ControlPlaneHost host, string incident, Actor by)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<StartPostmortem>().RunAsync(incident, by, Scope.All, Cancelled);
    }

    private static async Task<Outcome<Postmortem>> EditAsync(ControlPlaneHost host, Guid id, uint? version, string body, Actor by, string? cause = null, string? kind = null)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EditPostmortem>().RunAsync(
            new PostmortemTarget(id, version, by, Scope.All), new PostmortemDraftText($"About {body}"[..Math.Min(20, body.Length + 6)], body, cause, kind), Cancelled);
    }

    private static async Task<Outcome<Postmortem>> MoveAsync(ControlPlaneHost host, Guid id, PostmortemStep step, Actor by)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MovePostmortem>().RunAsync(new PostmortemTarget(id, null, by, Scope.All), step, null, Cancelled);
    }

    [GeneratedRegex(@"\]\(#(\w+)\)")]
    private static partial Regex Citation();
}
