using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.Tests.ControlPlane.People;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Diagnosis;

/// <summary>Asking the Assistant from its pages: what is sent, what is refused at its field, what is shown, and to whom.</summary>
[Trait("Category", "Database")]
public sealed class AskTests(PostgresServer server)
{
    private readonly StubAssistant _assistant = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_form_asks_what_it_says_and_goes_to_the_page_of_its_run()
    {
        await using var host = await StartAsync();
        await host.Database.AddResourceAsync("node-1", "payment");
        await host.Database.AddEdgeAsync("checkout", "payment");
        var browser = await PageBrowser.OpenAsync(host, "team_member");
        var shown = await TextAsync(await browser.GetAsync("/assistant/ask?kind=diagnose&service=payment"));
        Assert.Contains("value=\"payment\" checked", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("fieldset disabled", shown, StringComparison.Ordinal);

        var key = Guid.NewGuid().ToString();
        await SentAsync(browser, "diagnose", ("Services", "payment"), ("Key", key), ("At", "2026-01-31T14:00"));
        await SentAsync(browser, "diagnose", ("Services", "payment"), ("Key", key), ("At", "2026-01-31T14:00"));
        await SentAsync(browser, "question", ("Text", "what changed on payment?"), ("Service", "checkout"));
        await SentAsync(browser, "capacity", ("Services", "payment"), ("Resource", "node-1"), ("Metric", "disk"), ("Days", "60"));
        await host.Services.GetRequiredService<OutboxWorker>().StepAsync(Stop);

        var diagnosed = Body(StubAssistant.Deployment);
        Assert.Equal(["payment"], diagnosed.GetProperty("affected_services").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("2026-01-31T14:00:00+00:00", diagnosed.GetProperty("context").GetProperty("time_range").GetProperty("start").GetString());
        Assert.Equal(("what changed on payment?", "checkout"), (Body(StubAssistant.Question).GetProperty("query").GetString(), Body(StubAssistant.Question).GetProperty("context").GetProperty("service_name").GetString()));
        var capacity = Body(StubAssistant.Capacity);
        Assert.Equal(("disk", 60), (capacity.GetProperty("metric_type").GetString(), capacity.GetProperty("forecast_days").GetInt32()));
        Assert.Equal(["payment", await host.Database.ScalarAsync<string>("SELECT id::text FROM control.resource")], capacity.GetProperty("resource_ids").EnumerateArray().Select(name => name.GetString()));
    }

    [Theory]
    [InlineData("diagnose", "Services", "nowhere", "There is no service nowhere here.")]
    [InlineData("diagnose", "At", "2026-01-01T00:00", "Pick 1 to 200 services.")]
    [InlineData("question", "Text", "  ", "Ask something, in 1 to 4000 characters.")]
    [InlineData("capacity", "Resource", "nowhere", "There is no resource or service nowhere here.")]
    [InlineData("capacity", "Days", "soon", "Give 7 to 365 days.")]
    public async Task What_cannot_be_asked_is_said_at_its_field_and_nothing_is_stored(string kind, string field, string value, string says)
    {
        await using var host = await StartAsync();
        var browser = await PageBrowser.OpenAsync(host, "team_member");
        using var answer = await browser.PostAsync($"/assistant/ask?handler={kind}", new Dictionary<string, string> { ["Form." + field] = value });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"-error\">{WebUtility.HtmlEncode(says)}", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.diagnosis"));
    }

    [Fact]
    public async Task While_the_assistant_is_away_the_forms_are_off_and_say_why()
    {
        await using var host = await StartAsync();
        _assistant.Http.OnJson("GET /api/v1/workflows/templates", new { status = 503, detail = "It is being updated." }, HttpStatusCode.ServiceUnavailable);
        var shown = await TextAsync(await (await PageBrowser.OpenAsync(host, "team_member")).GetAsync("/assistant/ask"));
        Assert.Contains("fieldset disabled", shown, StringComparison.Ordinal);
        Assert.Contains("It is being updated.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_shown_with_citations_in_both_languages_and_can_be_gone_on_from()
    {
        await using var host = await StartAsync();
        var session = await AskedAsync(host, "team_member");
        await host.Database.AddSessionAsync(session, kind: "execute");
        await host.Database.AddObservationAsync(session, "{}");
        await host.Database.AddAnswerAsync(session, """
            {"query":"what changed on payment?","intent":"what_changed","status":"answered","summary":"s","execution_time":0.4,"engine":{"version":"1"},"findings":[
              {"source":"deployments","severity":"info","message":"payment was deployed","observations":[1],
               "statement":{"key":"answer.deployment","args":{"service":"payment","version":"v2","previous":"v1","at":"2026-01-31T14:00:00Z"},"text":"payment was deployed"}}]}
            """);
        var browser = await PageBrowser.OpenAsync(host, "team_member");
        var shown = await TextAsync(await browser.GetAsync($"/assistant/{session}"));
        Assert.Contains("payment v2 was deployed at", shown, StringComparison.Ordinal);
        Assert.Contains("href=\"#observation-1\"", shown, StringComparison.Ordinal);
        Assert.Contains("id=\"observation-1\"", shown, StringComparison.Ordinal);
        Assert.Contains($"name=\"Form.Follows\" value=\"{session}\"", shown, StringComparison.Ordinal);
        await SentAsync(browser, "question", ("Text", "and checkout?"), ("Follows", session.ToString()));
        await host.Services.GetRequiredService<OutboxWorker>().StepAsync(Stop);
        Assert.Equal(session, _assistant.Http.Requests.Where(asked => asked.Route == StubAssistant.Question).Select(asked => JsonDocument.Parse(asked.Body).RootElement.GetProperty("context").GetProperty("session_id")).Last().GetGuid());
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/assistant/ask?handler=question", new Dictionary<string, string> { ["Form.Text"] = "why?", ["Form.Follows"] = Guid.NewGuid().ToString() })).StatusCode);
    }

    [Fact]
    public async Task Capacity_is_shown_with_its_band_its_days_and_what_is_missing()
    {
        await using var host = await StartAsync();
        var session = await AskedAsync(host, "team_member");
        await host.Database.AddSessionAsync(session, kind: "capacity");
        await host.Database.AddAnswerAsync(session, """
            {"metric_type":"disk","forecast_days":30,"resource":"payment","execution_time":0.4,"resources":[{"resource":"payment","observations":[1],
              "current_usage":{"average":67.5,"peak":75,"percentile_95":74,"unit":"percent","limit":null,"history_days":10},
              "forecast":{"trend":"increasing","days_to_capacity":17,"days_to_capacity_earliest":14,"days_to_capacity_latest":null,"growth_rate":66,"covered_days":30,"interval_level":0.9},
              "recommendations":[{"type":"scale_up","priority":"high","current_allocation":"100%","recommended_allocation":"143%","reason":{"key":"capacity.will_fill","args":{"percent":90,"days":10,"growth":66},"text":"t"}}],
              "chart_data":[{"date":"2026-01-01","historical":60,"predicted":null,"lower":null,"upper":null},{"date":"2026-01-02","historical":75,"predicted":null,"lower":null,"upper":null},
                {"date":"2026-01-03","historical":null,"predicted":76,"lower":70,"upper":82}],
              "missing":[{"key":"capacity.short_reach","args":{"covered":30,"asked":60},"text":"t"}]}]}
            """);
        var shown = await TextAsync(await (await PageBrowser.OpenAsync(host, "team_member")).GetAsync($"/assistant/{session}"));
        Assert.Contains("17 days", shown, StringComparison.Ordinal);
        Assert.Contains("earliest 14 days, latest later than that", shown, StringComparison.Ordinal);
        Assert.Contains("90 % of the limit are expected in 10 days", shown, StringComparison.Ordinal);
        Assert.Contains("The history reaches for 30 of the 60 days", shown, StringComparison.Ordinal);
        Assert.Contains("\"bands\":[{\"upper\":2,\"lower\":3}]", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_can_be_cancelled_before_and_after_the_assistant_has_it()
    {
        await using var host = await StartAsync();
        var browser = await PageBrowser.OpenAsync(host, "team_member");
        var waiting = await SentAsync(browser, "question", ("Text", "what changed?"));
        await browser.PostAsync($"{waiting}?handler=Cancel", new Dictionary<string, string>());
        await host.Services.GetRequiredService<OutboxWorker>().StepAsync(Stop);
        Assert.DoesNotContain(_assistant.Http.Requests, asked => asked.Route == StubAssistant.Question);
        Assert.Equal("failed", await host.Database.ScalarAsync<string>("SELECT state FROM control.diagnosis"));

        var begun = await SentAsync(browser, "question", ("Text", "what moved?"));
        await host.Services.GetRequiredService<OutboxWorker>().StepAsync(Stop);
        _assistant.Http.OnJson($"POST /api/v1/diagnostics/{_assistant.SessionId}/cancel", new { session_id = _assistant.SessionId }, HttpStatusCode.Accepted);
        await browser.PostAsync($"{begun}?handler=Cancel", new Dictionary<string, string>());
        Assert.Contains(_assistant.Http.Requests, asked => asked.Route == $"POST /api/v1/diagnostics/{_assistant.SessionId}/cancel");
    }

    [Fact]
    public async Task An_answer_is_for_its_asker_for_those_in_all_teams_of_the_asker_and_for_nobody_else()
    {
        await using var host = await StartAsync();
        await TwoTeams.ArrangeAsync(host);
        foreach (var (asker, role) in new[] { ("person", "team_member"), ("admin", "super_admin") })
        {
            using var response = await host.WithToken(host.Realm.Token(asker, [role])).PostAsJsonAsync("/api/v1/diagnoses/questions", new { question = $"question of {asker}" }, Stop);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }

        var payload = await host.Database.ScalarAsync<string>("SELECT payload::text FROM control.outbox_message WHERE payload::text LIKE '%question of person%'");
        Assert.Contains("requester_scope", payload, StringComparison.Ordinal);
        Assert.DoesNotContain("requester_scope", await host.Database.ScalarAsync<string>("SELECT payload::text FROM control.outbox_message WHERE payload::text LIKE '%question of admin%'"), StringComparison.Ordinal);
        await host.Database.ExecuteAsync("INSERT INTO control.user_profile (sub, name, first_seen_at, last_seen_at) VALUES ('sub-bea', 'bea', now(), now())");
        await host.Database.ExecuteAsync("INSERT INTO control.team_member (team_id, sub, role, added_at) SELECT id, 'sub-bea', 'member', now() FROM control.team WHERE name = 'beta'");
        Assert.Equal(["question of person"], await QuestionsAsync(host, "person", "team_member"));
        Assert.Equal(["question of person"], await QuestionsAsync(host, "bea", "viewer"));
        Assert.Empty(await QuestionsAsync(host, "ann", "team_manager"));
        Assert.Equal(2, (await QuestionsAsync(host, "admin", "super_admin")).Count);
        var id = await host.Database.ScalarAsync<Guid>("SELECT id FROM control.diagnosis WHERE question = 'question of person'");
        using var guessed = await host.WithToken(host.Realm.Token("ann", ["team_manager"])).PostAsync(new Uri($"/api/v1/diagnoses/{id}/cancel", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
    }

    private async Task<ControlPlaneHost> StartAsync()
    {
        _assistant.Http.OnJson("GET /api/v1/workflows/templates", Array.Empty<object>());
        var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["Incidents:QuietFor"] = "00:00:00", ["Incidents:SettleFor"] = "00:00:00" }, configure: _assistant.Use);
        return host;
    }

    /// <summary>A question that the Assistant has taken; its session.</summary>
    private async Task<Guid> AskedAsync(ControlPlaneHost host, string role)
    {
        await host.Database.CreateAssistantViewsAsync();
        await SentAsync(await PageBrowser.OpenAsync(host, role), "question", ("Text", "what changed on payment?"));
        await host.Services.GetRequiredService<OutboxWorker>().StepAsync(Stop);
        return _assistant.SessionId;
    }

    private JsonElement Body(string route) => JsonDocument.Parse(Assert.Single(_assistant.Http.Requests, asked => asked.Route == route).Body).RootElement;

    private static async Task<IReadOnlyList<string>> QuestionsAsync(ControlPlaneHost host, string name, string role) =>
        [.. (await TwoTeams.ItemsAsync(host.WithToken(host.Realm.Token(name, [role])), "/api/v1/diagnoses")).EnumerateArray()
            .Select(item => item.GetProperty("question")).Where(question => question.ValueKind == JsonValueKind.String).Select(question => question.GetString()!)];

    private static async Task<string> SentAsync(PageBrowser browser, string kind, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.PostAsync($"/assistant/ask?handler={kind}", fields.ToDictionary(field => "Form." + field.Name, field => field.Value));
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(Stop));
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        }
    }
}
