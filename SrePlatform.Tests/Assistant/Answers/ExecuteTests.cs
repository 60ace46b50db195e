using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Answers;

[Trait("Category", "Database")]
public sealed class ExecuteTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(8);

    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;
    private AssistantHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _host = await AssistantHost.StartAsync(_database, _sources, workers: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_service_that_got_worse_is_said_to_have_with_citations()
    {
        _sources.System.From(Onset, "payment", "error_share", _ => 0.3);
        var answer = await AskAsync("How is payment in the last 7 minutes?");
        Assert.Equal("answered", answer.GetProperty("status").GetString());
        var moved = Assert.Single(answer.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("severity").GetString() == "warning");
        Assert.Equal("payment: share of failed requests went from 0% to 30%", moved.GetProperty("message").GetString());
        AssertCited(answer);
    }

    [Fact]
    public async Task What_moved_most_leaves_out_what_did_not()
    {
        _sources.System.From(Onset, "inventory", "latency_p95", value => value * 9);
        var answer = await AskAsync("What moved most in the last 7 minutes?");
        Assert.All(answer.GetProperty("findings").EnumerateArray(), finding => Assert.StartsWith("inventory: 95th percentile", finding.GetProperty("message").GetString(), StringComparison.Ordinal));
        var before = await AskAsync("what moved?", new { time_range = new { start = Onset.AddMinutes(-20), end = Onset.AddMinutes(-10) } });
        Assert.StartsWith("Nothing left its usual range", before.GetProperty("summary").GetString(), StringComparison.Ordinal);
        AssertCited(answer);
    }

    [Fact]
    public async Task Changes_and_incidents_are_read_from_the_control_plane()
    {
        _sources.AddDeployment("payment", "v2", "v1", Onset);
        _sources.Incidents.Add(new JsonObject { ["id"] = Guid.NewGuid().ToString(), ["number"] = 7, ["title"] = "payment fails", ["state"] = "new", ["services"] = new JsonArray("payment"), ["opened_at"] = Onset });
        Assert.Contains("payment was deployed in version v2 (before: v1)", (await AskAsync("what changed on payment?")).GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Contains("Incident 7 is new: payment fails", (await AskAsync("which incidents are open?")).GetProperty("summary").GetString(), StringComparison.Ordinal);
        var nothing = await AskAsync("what changed on catalog?");
        Assert.StartsWith("Nothing was deployed or changed", nothing.GetProperty("summary").GetString(), StringComparison.Ordinal);
        AssertCited(nothing);
    }

    [Fact]
    public async Task What_is_not_understood_is_said_with_what_can_be_asked()
    {
        var answer = await AskAsync("Tell me a joke");
        Assert.Equal("unanswered", answer.GetProperty("status").GetString());
        Assert.Empty(answer.GetProperty("findings").EnumerateArray());
        Assert.NotEmpty(answer.GetProperty("suggestions").EnumerateArray());
    }

    [Fact]
    public async Task A_source_that_is_down_makes_no_answer_up()
    {
        _sources.Before = context =>
        {
            if (!context.Request.Path.StartsWithSegments("/api/v1/incidents"))
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        var answer = await AskAsync("which incidents are open?");
        Assert.Equal("unanswered", answer.GetProperty("status").GetString());
        Assert.Contains("503", answer.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_another_question_under_it_is_refused()
    {
        var caller = _host.Caller();
        using var first = await caller.PostAsync("/api/v1/execute", new { query = "which incidents are open?" }, "once");
        using var again = await caller.PostAsync("/api/v1/execute", new { query = "which incidents are open?" }, "once");
        using var other = await caller.PostAsync("/api/v1/execute", new { query = "what changed?" }, "once");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from assistant.run_v1 where flow = 'execute'"));
        Assert.Equal(0, await _database.ScalarAsync<long>("select count(*) from assistant.callback_delivery"));
    }

    [Fact]
    public async Task A_slow_answer_is_fetched_later()
    {
        var open = new TaskCompletionSource();
        _sources.Before = async context =>
        {
            await (context.Request.Path.StartsWithSegments("/api/v1/incidents") ? open.Task : Task.CompletedTask);
            return false;
        };
        await using var host = await AssistantHost.StartAsync(_database, _sources, settings: new Dictionary<string, string?> { ["Diagnosis:AnswerSeconds"] = "0.2" });
        var caller = host.Caller();
        using var response = await caller.PostAsync("/api/v1/execute", new { query = "which incidents are open?" });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var session = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("session_id").GetGuid();
        open.SetResult();
        await caller.WaitForEndAsync(session);
        Assert.Equal("No incident is open.", (await caller.GetAsync($"/api/v1/diagnostics/{session}")).GetProperty("answer").GetProperty("summary").GetString());
    }

    [Theory]
    [InlineData("""{"query":""}""")]
    [InlineData("""{"query":"x","context":{"time_range":{"end":"2026-01-01T00:00:00Z"}}}""")]
    [InlineData("""{}""")]
    public async Task A_bad_question_is_refused(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/execute") { Content = new StringContent(body, null, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await _host.Caller().Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_follow_up_continues_the_earlier_session()
    {
        _sources.System.From(Onset, "payment", "error_share", _ => 0.3).From(Onset, "checkout", "error_share", _ => 0.28).From(Onset, "checkout", "peer_error_share", _ => 0.3, "payment");
        await using var host = await AssistantHost.StartAsync(_database, _sources);
        var session = await host.Caller().StartAlertsAsync(_sources.AddAlert("checkout", Onset));
        await host.Caller().AnalysisAsync(session);
        var why = await AskAsync("why not checkout?", new { session_id = session });
        Assert.Contains("checkout was ranked", why.GetProperty("findings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        AssertCited(why);
        _sources.AddDeployment("payment", "v2", "v1", Onset);
        Assert.Contains("payment was deployed", (await AskAsync("what changed?", new { session_id = session })).GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, await _database.ScalarAsync<long>("select count(*) from assistant.run_v1 where follows_id = $1", session));
        using var unknown = await _host.Caller().PostAsync("/api/v1/execute", new { query = "why?", context = new { session_id = Guid.NewGuid() } });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_question_goes_on_from_an_earlier_answer_about_the_same_time()
    {
        _sources.AddDeployment("payment", "v2", "v1", Onset);
        _sources.AddDeployment("checkout", "v7", "v6", Onset.AddHours(-5));
        var first = await AskAsync("what changed on payment in the last 6 hours?");
        var next = await AskAsync("and checkout?", new { session_id = first.GetProperty("session_id").GetGuid() });
        Assert.Equal("what_changed", next.GetProperty("intent").GetString());
        Assert.Equal("checkout", next.GetProperty("service").GetString());
        Assert.Contains("checkout was deployed in version v7", next.GetProperty("summary").GetString(), StringComparison.Ordinal);
        AssertCited(next);
    }

    [Fact]
    public async Task Who_prefers_not_to_wait_is_answered_at_once_and_finds_the_answer_with_the_session()
    {
        await using var host = await AssistantHost.StartAsync(_database, _sources);
        var caller = host.Caller();
        caller.Http.DefaultRequestHeaders.Add("Prefer", "respond-async, wait=10");
        using var response = await caller.PostAsync("/api/v1/execute", new { query = "which incidents are open?" });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var session = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("session_id").GetGuid();
        await caller.WaitForEndAsync(session);
        Assert.Equal("open_incidents", (await caller.GetAsync($"/api/v1/diagnostics/{session}")).GetProperty("answer").GetProperty("intent").GetString());
    }

    /// <summary>Every finding cites observations of the same answer that were answered.</summary>
    private static void AssertCited(JsonElement answer)
    {
        var known = answer.GetProperty("observations").EnumerateArray().Where(observation => observation.GetProperty("status").GetString() is "checked" or "empty")
            .Select(observation => observation.GetProperty("id").GetGuid()).ToHashSet();
        Assert.NotEmpty(answer.GetProperty("findings").EnumerateArray());
        Assert.All(answer.GetProperty("findings").EnumerateArray(), finding =>
        {
            var cited = finding.GetProperty("observation_ids").EnumerateArray().Select(id => id.GetGuid()).ToList();
            Assert.NotEmpty(cited);
            Assert.All(cited, id => Assert.Contains(id, known));
        });
    }

    private async Task<JsonElement> AskAsync(string query, object? context = null)
    {
        using var response = await _host.Caller().PostAsync("/api/v1/execute", new { query, context });
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
