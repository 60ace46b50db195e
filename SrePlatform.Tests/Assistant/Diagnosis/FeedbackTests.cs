using System.Net;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class FeedbackTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(3);

    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;
    private AssistantHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _host = await AssistantHost.StartAsync(_database, _sources);
        _sources.System.From(Onset, "payment", "error_share", _ => 0.3).From(Onset, "checkout", "error_share", _ => 0.28);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_grade_is_kept_for_each_person_and_read_through_the_views_with_the_run()
    {
        var caller = _host.Caller();
        var session = await caller.StartAlertsAsync(_sources.AddAlert("checkout", Onset));
        var analysis = await caller.AnalysisAsync(session);
        await GradeAsync(session, new { grade = "no", corrected_cause = "inventory", comment = "it was the disk", requested_by = "mei" });
        await GradeAsync(session, new { grade = "partly", requested_by = "mei" });
        await GradeAsync(session, new { grade = "harmful", requested_by = "jo", reviewed = true });

        Assert.Equal("harmful:jo,partly:mei", await _database.ScalarAsync<string>(
            "select string_agg(grade || ':' || graded_by, ',' order by graded_by) from assistant.feedback_v1 where session_id = $1 and root_cause = $2",
            session, analysis.GetProperty("root_cause").GetProperty("service").GetString()!));
        Assert.Equal("alerts completed root_cause 2 harmful 0", await _database.ScalarAsync<string>(
            "select concat_ws(' ', flow, status, verdict, grades, grade, model_calls) from assistant.run_v1 where session_id = $1", session));
        Assert.True(await _database.ScalarAsync<bool>("select tool_calls = (select count(*) from assistant.observation_v1 o where o.session_id = $1) and tool_failures = 0 and steps >= 4 and duration_ms > 0 from assistant.run_v1 where session_id = $1", session));
    }

    [Fact]
    public async Task The_waterfall_of_a_run_has_its_steps_and_tools_in_time_under_the_run()
    {
        var caller = _host.Caller();
        var session = await caller.StartAlertsAsync(_sources.AddAlert("checkout", Onset));
        await caller.WaitForEndAsync(session);
        var tools = await _database.ScalarAsync<long>("select count(*) from assistant.observation_v1 where session_id = $1", session);
        var steps = await _database.ScalarAsync<long>("select count(*) from assistant.session_event_v1 where session_id = $1 and kind = 'step'", session);
        Assert.Equal($"agent:1,step:{steps},tool:{tools}", await _database.ScalarAsync<string>(
            "select string_agg(kind || ':' || n, ',' order by kind) from (select kind, count(*) n from assistant.run_span_v1 where session_id = $1 group by kind) k", session));
        Assert.True(await _database.ScalarAsync<bool>(
            """
            select bool_and(duration_ms >= 0 and (kind = 'agent') = (parent_id is null))
               and bool_and(kind <> 'tool' or (source is not null and arguments is not null and status = 'checked' or status = 'empty'))
            from assistant.run_span_v1 where session_id = $1
            """, session));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"grade":"excellent"}""")]
    [InlineData("""{"grade":"no","corrected_cause":""}""")]
    public async Task A_bad_grade_is_refused(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/diagnostics/{Guid.NewGuid()}/feedback") { Content = new StringContent(body, null, "application/json") };
        request.Headers.Add("Idempotency-Key", "k");
        using var response = await _host.Caller().Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Only_what_has_ended_with_a_result_is_graded()
    {
        using var unknown = await _host.Caller().PostAsync($"/api/v1/diagnostics/{Guid.NewGuid()}/feedback", new { grade = "yes" });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        var waiting = new TaskCompletionSource();
        _sources.Before = async _ =>
        {
            await waiting.Task;
            return false;
        };
        var session = await _host.Caller().StartAlertsAsync(_sources.AddAlert("checkout", Onset));
        using var early = await _host.Caller().PostAsync($"/api/v1/diagnostics/{session}/feedback", new { grade = "yes" });
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        waiting.SetResult();
        await _host.Caller().WaitForEndAsync(session);
    }

    private async Task GradeAsync(Guid session, object body)
    {
        using var response = await _host.Caller().PostAsync($"/api/v1/diagnostics/{session}/feedback", body);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
