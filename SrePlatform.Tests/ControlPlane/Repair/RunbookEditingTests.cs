using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Features.Runbooks.Editing;
using SrePlatform.ControlPlane.Features.Runbooks.Reading;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>Writing, reviewing, comparing and retiring runbooks, and what people may try with them.</summary>
[Trait("Category", "Database")]
public sealed class RunbookEditingTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_runs_once_somebody_else_has_reviewed_it_and_never_a_retired_one()
    {
        await using var host = await RepairHost.StartAsync(server);
        var (ann, bob) = (host.As("ann"), host.As("bob"));
        var text = Runbooks.Rollback(name: "go-back");
        await Refused(HttpStatusCode.Forbidden, host.As("vic", "viewer").PostAsJsonAsync("/api/v1/runbooks", new { content = text }, Cancelled));
        Assert.Equal(HttpStatusCode.Created, (await ann.PostAsJsonAsync("/api/v1/runbooks", new { content = text, comment = "First" }, Cancelled)).StatusCode);
        await Refused(HttpStatusCode.Conflict, bob.PostAsJsonAsync("/api/v1/runbooks", new { content = text }, Cancelled), "runbook.exists");

        // Nobody can ask for what was not reviewed, and its author cannot review it.
        await Refused(HttpStatusCode.NotFound, RepairHost.PostRequestAsync(ann, runbook: "go-back"));
        await Refused(HttpStatusCode.Conflict, Post(ann, "go-back/versions/1/review"), "runbook.own");
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE action = 'runbook.reviewed' AND outcome = 'refused'"));
        Assert.Equal(HttpStatusCode.OK, (await Post(bob, "go-back/versions/1/review")).StatusCode);
        await Refused(HttpStatusCode.Conflict, Post(bob, "go-back/versions/1/review"), "runbook.reviewed");
        var id = await host.QueuedAsync("go-back");

        // A text that states a lower risk changes nothing until another person agrees to it: not what is asked for, not who has to approve.
        var tamed = Runbooks.Rollback(risk: "low", name: "go-back");
        Assert.Equal(HttpStatusCode.Created, (await Write(ann, "go-back", tamed, 1)).StatusCode);
        await Refused(HttpStatusCode.Conflict, Write(bob, "go-back", Runbooks.Rollback(name: "go-back", title: "Mine"), 1), "runbook.changed");
        await Refused(HttpStatusCode.Conflict, Write(bob, "go-back", tamed, 2), "runbook.unchanged");
        await Refused(HttpStatusCode.BadRequest, Write(ann, "go-back", Runbooks.Rollback(name: "other"), 2), "validation");
        var request = await host.RequestAsync(runbook: "go-back");
        Assert.Equal(("high", 1), (request.GetProperty("risk").GetString(), request.GetProperty("required_approvals").GetInt32()));
        var list = await bob.GetFromJsonAsync<JsonElement>("/api/v1/runbooks?state=waiting&q=GO-B", Cancelled);
        Assert.Equal("ann", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("waiting_by").GetString());
        var comparison = await bob.GetFromJsonAsync<JsonElement>("/api/v1/runbooks/go-back/compare?from=1&to=2", Cancelled);
        Assert.Equal((1, 1), (comparison.GetProperty("added").GetInt32(), comparison.GetProperty("removed").GetInt32()));

        // Going back is a version like any other, and what waits for a review is only ever the latest.
        Assert.Equal(HttpStatusCode.Created, (await Post(bob, "go-back/versions/1/roll-back")).StatusCode);
        await Refused(HttpStatusCode.Conflict, Post(bob, "go-back/versions/2/review"), "runbook.superseded");
        await Refused(HttpStatusCode.Conflict, Post(bob, "go-back/versions/3/review"), "runbook.own");
        var versions = await ann.GetFromJsonAsync<JsonElement>("/api/v1/runbooks/go-back/versions?limit=2", Cancelled);
        Assert.Equal([3, 2], versions.GetProperty("items").EnumerateArray().Select(version => version.GetProperty("number").GetInt32()));
        Assert.Equal("2", versions.GetProperty("next_cursor").GetString());

        // Retired: nothing new, no review, no request, and what was planned is refused where it would run.
        Assert.Equal(HttpStatusCode.OK, (await Post(ann, "go-back/retire")).StatusCode);
        await Refused(HttpStatusCode.Conflict, Write(ann, "go-back", Runbooks.Rollback(name: "go-back", title: "Late"), 3), "runbook.retired");
        await Refused(HttpStatusCode.Conflict, Post(ann, "go-back/versions/3/review"), "runbook.retired");
        await Refused(HttpStatusCode.NotFound, RepairHost.PostRequestAsync(ann, runbook: "go-back"));
        Assert.True(await host.ExecuteAsync());
        Assert.Equal("refused runbook_unknown", await host.Database.ScalarAsync<string>("SELECT state || ' ' || reason FROM control.execution WHERE id = $1", id));
        Assert.Empty(host.Target.Requests);
    }

    [Fact]
    public async Task The_executor_refuses_a_version_that_its_author_reviewed()
    {
        await using var host = await RepairHost.StartAsync(server);
        var id = await host.QueuedAsync();
        await host.Database.ExecuteAsync("UPDATE control.runbook_version SET reviewed_by_id = author_id");
        Assert.True(await host.ExecuteAsync());
        Assert.Equal("refused runbook_not_reviewed", await host.Database.ScalarAsync<string>("SELECT state || ' ' || reason FROM control.execution WHERE id = $1", id));
        await Refused(HttpStatusCode.NotFound, RepairHost.PostRequestAsync(host.As("ann")));
    }

    [Fact]
    public async Task Only_people_review()
    {
        await using var host = await RepairHost.StartAsync(server);
        await using var scope = host.Plane.Services.CreateAsyncScope();
        var written = await scope.ServiceProvider.GetRequiredService<WriteRunbook>()
            .ReviseAsync("roll-back", new RunbookText(Runbooks.Rollback(title: "Second"), null), new Actor(ActorKind.User, "sub-ann", "ann"), Cancelled);
        Assert.Null(written.Failure);
        Assert.IsType<OnlyPeopleReviewRunbooks>((await scope.ServiceProvider.GetRequiredService<ReviewRunbook>()
            .RunAsync("roll-back", 2, new Actor(ActorKind.Service, "assistant", "assistant"), Cancelled)).Failure);
    }

    [Fact]
    public async Task Pages_show_knowledge_as_text_and_what_is_wrong_at_its_line()
    {
        await using var host = await RepairHost.StartAsync(server);
        await host.ReviewedAsync(Runbooks.Rollback() + "\n<script>alert(1)</script>\n\n[click](javascript:alert(1)) <img src=x onerror=alert(1)> **bold**");
        var page = await PageBrowser.OpenAsync(host.Plane, "team_manager");
        var shown = await Html(await page.GetAsync("/runbooks/roll-back"));
        var prose = shown.QuerySelector("article.prose")!;
        Assert.Equal("bold", prose.QuerySelector("strong")!.TextContent);
        Assert.Null(prose.QuerySelector("script, img, [onerror], a[href^=javascript]"));
        Assert.NotNull((await Html(await page.GetAsync("/runbooks"))).QuerySelector("a.row[href='/runbooks/roll-back']"));
        Assert.Equal(HttpStatusCode.NotFound, (await page.GetAsync("/runbooks/..%2f..%2fetc%2fpasswd")).StatusCode);

        var broken = Runbooks.Rollback().Replace("method: PUT", "method: STEAL", StringComparison.Ordinal);
        var answer = await page.PostAsync("/runbooks/roll-back/edit", new Dictionary<string, string> { ["Content"] = broken, ["BasedOn"] = "2" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = (await Html(answer)).QuerySelector("#problems li")!.TextContent;
        Assert.Contains("action.method", problem, StringComparison.Ordinal);
        Assert.Contains($"line {Array.FindIndex(broken.Split('\n'), line => line.Contains("STEAL", StringComparison.Ordinal)) + 1}", problem, StringComparison.Ordinal);
        var preview = await page.PostAsync("/runbooks/new?handler=preview", new Dictionary<string, string> { ["Content"] = RunbookTemplate.Text }, fragment: true);
        Assert.Null((await Html(preview)).QuerySelector("#problems"));

        // Whoever signed in wrote this one, and so is not offered to review it.
        var saved = await page.PostAsync("/runbooks/roll-back/edit", new Dictionary<string, string> { ["Content"] = Runbooks.Rollback(title: "Third"), ["BasedOn"] = "2" });
        Assert.Equal("/runbooks/roll-back?version=3", saved.Headers.Location!.ToString());
        var own = await Html(await page.GetAsync("/runbooks/roll-back?version=3"));
        Assert.Null(own.QuerySelector("form[action$='handler=review']"));
        Assert.Equal(HttpStatusCode.Conflict, (await page.PostAsync("/runbooks/roll-back?handler=review", new Dictionary<string, string> { ["version"] = "3" })).StatusCode);
        Assert.NotNull((await Html(await page.GetAsync("/runbooks/roll-back/compare?from=2&to=3"))).QuerySelector("tr.added"));
        Assert.Equal(3, (await Html(await page.GetAsync("/runbooks/roll-back/versions"))).QuerySelectorAll("tbody tr").Length);
        var viewer = await PageBrowser.OpenAsync(host.Plane, "viewer");
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/runbooks/roll-back?handler=retire", new Dictionary<string, string>())).StatusCode);
    }

    [Theory]
    [InlineData("name: ../../etc/passwd", "name")]
    [InlineData("name: new", "name")]
    [InlineData("autonomy: automatic", "autonomy")]
    [InlineData("approvals: 0", "approvals")]
    [InlineData("reviewed_by: ann", "reviewed_by")]
    [InlineData("risk: none", "risk")]
    [InlineData("title: null", "title")]
    [InlineData("retry: {times: 99}", "retry")]
    [InlineData("retry: {times: 1, forever: true}", "retry.forever")]
    [InlineData("expected: ''", "expected")]
    public void What_a_front_matter_may_not_say_is_refused_by_its_field(string line, string field)
    {
        var key = line.Split(':')[0];
        var lines = Runbooks.Rollback().Split('\n').Where(known => !known.StartsWith(key + ":", StringComparison.Ordinal)).ToList();
        lines.Insert(1, line);
        var failure = Assert.IsType<ValidationFailure>(RunbookReader.Read(string.Join('\n', lines)).Failure);
        Assert.Contains(field, failure.Errors.Keys);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('-')]
    public void Nesting_without_end_is_refused_before_it_is_read(char open)
    {
        var nested = string.Concat(Enumerable.Repeat(open == '-' ? "- " : open.ToString(), 25_000));
        var failure = Assert.IsType<ValidationFailure>(RunbookReader.Read($"---\n{nested}\n---\n").Failure);
        Assert.Contains("content", failure.Errors.Keys);
    }

    [Fact]
    public void A_comparison_leaves_out_what_is_far_from_a_change()
    {
        var before = string.Join('\n', Enumerable.Range(1, 40));
        var lines = CompareRunbook.Lines(before, before.Replace("\n20\n", "\nzwanzig\n", StringComparison.Ordinal));
        Assert.Equal([(LineChange.Removed, "20"), (LineChange.Added, "zwanzig")], lines.Where(line => line.Change != LineChange.Same).Select(line => (line.Change, line.Text)));
        Assert.Equal((40, 40), (lines.Max(line => line.Before), lines.Max(line => line.After)));
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, string path) => client.PostAsync(new Uri("/api/v1/runbooks/" + path, UriKind.Relative), null, Cancelled);

    private static Task<HttpResponseMessage> Write(HttpClient client, string name, string content, int basedOn) =>
        client.PostAsJsonAsync($"/api/v1/runbooks/{name}/versions", new { content, based_on = basedOn }, Cancelled);

    private static async Task Refused(HttpStatusCode status, Task<HttpResponseMessage> answer, string? code = null)
    {
        var response = await answer;
        Assert.Equal(status, response.StatusCode);
        if (code is not null)
        {
            Assert.Equal(code, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString());
        }
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Html(HttpResponseMessage response) => new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Cancelled));
}
