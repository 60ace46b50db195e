using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class DiagnosticsApiTests(PostgresServer server) : IAsyncLifetime
{
    private const string Alerts = "/api/v1/diagnostics/alerts";
    private const string Deployment = "/api/v1/diagnostics/deployment";

    private static readonly string[] Calls =
    [
        "POST " + Alerts, "POST " + Deployment, "POST /api/v1/diagnostics/capacity", "POST /api/v1/execute", "PUT /api/v1/knowledge", "GET /api/v1/knowledge",
        "POST /api/v1/diagnostics/0197f3a0-0000-7000-8000-000000000000/replay", "POST /api/v1/diagnostics/0197f3a0-0000-7000-8000-000000000000/feedback", "POST /api/v1/diagnostics/0197f3a0-0000-7000-8000-000000000000/cancel",
        "GET /api/v1/diagnostics/0197f3a0-0000-7000-8000-000000000000", "GET /api/v1/diagnostics/0197f3a0-0000-7000-8000-000000000000/status",
        "GET /api/v1/diagnostics/0197f3a0-0000-7000-8000-000000000000/events", "GET /api/v1/diagnostics/0197f3a0-0000-7000-8000-000000000000/observations/1",
        "GET /api/v1/diagnostics/history", "GET /api/v1/workflows/templates", "GET /api/v1/tools/status",
    ];

    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;
    private AssistantHost _host = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

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
    public async Task Nobody_gets_in_without_a_valid_token_of_this_audience()
    {
        var realm = _host.Realm;
        HttpClient[] strangers =
        [
            _host.Anonymous(),
            _host.WithToken("nonsense"),
            _host.WithToken(realm.Token("cp", ["diagnose"], "control-plane")),
            _host.WithToken(realm.Token("cp", ["diagnose"], "sre-assistant", TimeSpan.FromMinutes(-2))),
            _host.WithToken(realm.Token("cp", ["diagnose"], "sre-assistant", issuer: "http://other.test/realms/sre-platform")),
        ];
        foreach (var stranger in strangers)
        {
            foreach (var call in Calls)
            {
                await AssertRefusedAsync(stranger, call, HttpStatusCode.Unauthorized);
            }
        }
    }

    [Fact]
    public async Task A_person_without_the_service_role_is_refused()
    {
        var person = _host.WithToken(_host.Realm.Token("admin", ["super_admin", "viewer"], "sre-assistant"));
        foreach (var call in Calls)
        {
            await AssertRefusedAsync(person, call, HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task The_row_is_there_before_the_answer()
    {
        using var response = await _host.Caller().PostAsync(Alerts, new { alert_ids = new[] { Guid.NewGuid() } });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal("accepted", body.GetProperty("status").GetString());
        Assert.True(body.GetProperty("estimated_time").GetInt32() > 0);
        Assert.Equal($"/api/v1/diagnostics/{body.GetProperty("session_id").GetGuid()}/status", response.Headers.Location!.ToString());
        var status = await _host.Caller().StatusAsync(body.GetProperty("session_id").GetGuid());
        Assert.Equal("accepted", status.GetProperty("status").GetString());
        Assert.Equal("step.accepted", status.GetProperty("current_step").GetString());
    }

    [Fact]
    public async Task The_same_key_and_body_get_the_same_answer_even_at_the_same_moment()
    {
        var body = new { alert_ids = new[] { Guid.NewGuid() } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var response = await _host.Caller().PostAsync(Alerts, body, "incident:1:1");
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            return await response.Content.ReadAsStringAsync(Cancelled);
        }));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from assistant.diagnosis_session"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_route_is_refused_and_stores_nothing()
    {
        using var first = await _host.Caller().PostAsync(Alerts, new { alert_ids = new[] { Guid.NewGuid() } }, "key");
        using var other = await _host.Caller().PostAsync(Alerts, new { alert_ids = new[] { Guid.NewGuid() } }, "key");
        using var route = await _host.Caller().PostAsync(Deployment, new { affected_services = new[] { "a" } }, "key");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, route.StatusCode);
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from assistant.diagnosis_session"));
        using var elsewhere = await _host.Caller("somebody-else").PostAsync(Alerts, new { alert_ids = new[] { Guid.NewGuid() } }, "key");
        Assert.Equal(HttpStatusCode.Accepted, elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_request_without_a_key_is_refused_by_name()
    {
        using var response = await _host.Caller().Http.PostAsJsonAsync(Alerts, new { alert_ids = new[] { Guid.NewGuid() } }, Cancelled);
        await AssertFieldAsync(response, "idempotency_key");
    }

    [Theory]
    [InlineData(Alerts, """{"alert_ids":[]}""", "alert_ids")]
    [InlineData(Alerts, """{}""", "alert_ids")]
    [InlineData(Alerts, """{"alert_ids":["x"]}""", "alert_ids[0]")]
    [InlineData(Alerts, """{"alert_ids":["00000000-0000-0000-0000-000000000000"]}""", "alert_ids")]
    [InlineData(Alerts, """{"alert_ids":["0197f3a0-0000-7000-8000-000000000000"],"correlation_window":0}""", "correlation_window")]
    [InlineData(Alerts, """{"alert_ids":["0197f3a0-0000-7000-8000-000000000000"],"generation":0}""", "generation")]
    [InlineData(Alerts, """not json""", "body")]
    [InlineData(Deployment, """{"affected_services":[]}""", "affected_services")]
    [InlineData(Deployment, """{"affected_services":["a"],"severity":"P9"}""", "severity")]
    [InlineData(Deployment, """{"affected_services":["a"],"context":{"time_range":{"start":"2026-01-02T00:00:00Z","end":"2026-01-01T00:00:00Z"}}}""", "context.time_range.end")]
    public async Task What_is_wrong_is_named_and_nothing_is_stored(string path, string json, string field)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "k");
        using var response = await _host.Caller().Http.SendAsync(request, Cancelled);
        await AssertFieldAsync(response, field);
        Assert.Equal(0, await _database.ScalarAsync<long>("select count(*) from assistant.diagnosis_session"));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Deployment)
        {
            Content = JsonContent.Create(new { affected_services = new[] { "a" }, context = new { description = new string('x', 80_000) } }),
        };
        request.Headers.Add("Idempotency-Key", "k");
        using var response = await _host.Caller().Http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Too_many_requests_of_one_caller_are_told_when_to_come_back()
    {
        await using var strict = await AssistantHost.StartAsync(_database, _sources, workers: false, settings: new Dictionary<string, string?> { ["RateLimits:StartsPerMinute"] = "2" });
        var caller = strict.Caller();
        HttpResponseMessage? last = null;
        for (var i = 0; i < 3; i++)
        {
            last = await caller.PostAsync(Alerts, new { alert_ids = new[] { Guid.NewGuid() } });
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last!.StatusCode);
        Assert.NotNull(last.Headers.RetryAfter);
        Assert.Equal("application/problem+json", last.Content.Headers.ContentType!.MediaType);
        using var other = await strict.Caller("other").PostAsync(Alerts, new { alert_ids = new[] { Guid.NewGuid() } });
        Assert.Equal(HttpStatusCode.Accepted, other.StatusCode);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        foreach (var path in new[] { "", "/status", "/events", "/observations/1" })
        {
            using var response = await _host.Caller().Http.GetAsync($"/api/v1/diagnostics/{Guid.NewGuid()}{path}", Cancelled);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task History_is_paged_newest_first_and_filtered_by_time()
    {
        var caller = _host.Caller();
        var first = await caller.StartAlertsAsync(Guid.NewGuid());
        await caller.StartAlertsAsync(Guid.NewGuid());
        var last = await caller.StartAlertsAsync(Guid.NewGuid());
        var page = await caller.GetAsync("/api/v1/diagnostics/history?page=1&page_size=2");
        Assert.Equal(last, page.GetProperty("items")[0].GetProperty("session_id").GetGuid());
        Assert.Equal(3, page.GetProperty("pagination").GetProperty("total").GetInt32());
        var rest = await caller.GetAsync("/api/v1/diagnostics/history?page=2&page_size=2");
        Assert.Equal(first, Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("session_id").GetGuid());
        var none = await caller.GetAsync("/api/v1/diagnostics/history?end_time=2020-01-01T00:00:00Z");
        Assert.Empty(none.GetProperty("items").EnumerateArray());
        using var wrong = await caller.Http.GetAsync("/api/v1/diagnostics/history?page_size=101", Cancelled);
        await AssertFieldAsync(wrong, "page_size");
    }

    [Fact]
    public async Task Templates_and_the_health_of_tools_are_told()
    {
        var caller = _host.Caller();
        var templates = await caller.GetAsync("/api/v1/workflows/templates");
        Assert.Equal(["alert_correlation", "capacity_analysis", "ad_hoc_query", "deployment_diagnosis"], templates.EnumerateArray().Select(template => template.GetProperty("id").GetString()));
        _sources.Before = context =>
        {
            var broken = context.Request.Path.StartsWithSegments("/api/v1/topology", StringComparison.Ordinal);
            context.Response.StatusCode = broken ? 404 : 200;
            return Task.FromResult(broken);
        };
        var tools = await caller.GetAsync("/api/v1/tools/status");
        Assert.Equal("healthy", tools.GetProperty("metrics_signal").GetProperty("status").GetString());
        Assert.Equal("unhealthy", tools.GetProperty("topology").GetProperty("status").GetString());
        Assert.Contains("404", tools.GetProperty("topology").GetProperty("details").GetString(), StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(HttpClient client, string call, HttpStatusCode expected)
    {
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET")
        {
            request.Content = JsonContent.Create(new { });
        }

        using var response = await client.SendAsync(request, Cancelled);
        Assert.True(expected == response.StatusCode, $"{call}: {response.StatusCode}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private static async Task AssertFieldAsync(HttpResponseMessage response, string field)
    {
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, text);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), text);
        Assert.True(problem.TryGetProperty("request_id", out _), text);
    }
}
