using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class AlertsFlowTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset Onset = Now - TimeSpan.FromMinutes(3);

    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;
    private AssistantHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _host = await AssistantHost.StartAsync(_database, _sources);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_bad_deployment_is_named_with_its_version_and_a_rollback_is_proposed()
    {
        SlowPayment();
        var deployment = _sources.AddDeployment("payment", "v2.3.1", "v2.3.0", Onset - TimeSpan.FromSeconds(20));
        var analysis = await DiagnoseAsync("checkout");

        Assert.Equal("root_cause", Text(analysis, "verdict"));
        var cause = analysis.GetProperty("root_cause");
        Assert.Equal("payment", Text(cause, "service"));
        Assert.Equal("v2.3.1", Text(cause, "version"));
        Assert.Equal(deployment.ToString(), Text(cause, "deployment_id"));
        var action = analysis.GetProperty("proposed_action");
        Assert.Equal("rollback", Text(action, "kind"));
        Assert.Equal("v2.3.1", Text(action, "from_version"));
        Assert.Equal("v2.3.0", Text(action, "to_version"));
        Assert.Contains(analysis.GetProperty("claims").EnumerateArray(), claim => Text(claim, "kind") == "change" && Text(claim.GetProperty("statement"), "text")!.Contains("v2.3.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_bad_version_again_is_named_and_nobody_is_sent_back_to_it()
    {
        // A first episode that a rollback ended a minute before the second one.
        var (first, remedied) = (Onset - TimeSpan.FromMinutes(4), Onset - TimeSpan.FromMinutes(1));
        foreach (var (service, signal) in new[] { ("payment", "latency_p95"), ("checkout", "latency_p95"), ("storefront", "latency_p95"), ("checkout", "peer_latency") })
        {
            _sources.System.With(point => point.Service == service && point.Signal == signal && (point.Peer is null or "payment") && point.At >= first && point.At < remedied + TimeSpan.FromSeconds(20)
                ? point.Usual * 20 : null);
        }

        SlowPayment();
        _sources.AddEarlierAlert("payment", first + TimeSpan.FromSeconds(30), remedied + TimeSpan.FromSeconds(20));
        _sources.AddDeployment("payment", "v2.3.1", "v2.3.0", first);
        _sources.AddDeployment("payment", "v2.3.0", "v2.3.1", remedied);
        _sources.AddDeployment("payment", "v2.3.1", "v2.3.0", Onset);
        var analysis = await DiagnoseAsync("checkout");

        Assert.Equal("v2.3.1", Text(analysis.GetProperty("root_cause"), "version"));
        var action = analysis.GetProperty("proposed_action");
        Assert.Equal(("rollback", "v2.3.0"), (Text(action, "kind"), Text(action, "to_version")));
    }

    [Fact]
    public async Task Where_it_was_wrong_nearly_all_the_time_before_nothing_standing_out_is_no_proof_of_health()
    {
        // The same trouble all along, but for a pause of a minute and a half before it was noticed anew.
        foreach (var (service, signal) in new[] { ("payment", "latency_p95"), ("checkout", "latency_p95"), ("storefront", "latency_p95"), ("checkout", "peer_latency") })
        {
            _sources.System.With(point => point.Service == service && point.Signal == signal && (point.Peer is null or "payment") && (point.At < Onset - TimeSpan.FromSeconds(90) || point.At >= Onset)
                ? point.Usual * 20 : null);
        }

        _sources.AddEarlierAlert("checkout", Now - TimeSpan.FromHours(2), Onset - TimeSpan.FromSeconds(90));
        var analysis = await DiagnoseAsync("checkout");

        Assert.NotEqual("no_fault", Text(analysis, "verdict"));
    }

    [Fact]
    public async Task After_a_rollback_nobody_is_sent_back_to_the_version_that_was_left()
    {
        SlowPayment();
        _sources.AddDeployment("payment", "v2.3.1", "v2.3.0", Onset - TimeSpan.FromMinutes(10));
        _sources.AddDeployment("payment", "v2.3.0", "v2.3.1", Onset - TimeSpan.FromSeconds(20));
        var analysis = await DiagnoseAsync("checkout");

        Assert.Equal("payment", Text(analysis.GetProperty("root_cause"), "service"));
        Assert.Equal("investigate", Text(analysis.GetProperty("proposed_action"), "kind"));
        Assert.Contains(analysis.GetProperty("claims").EnumerateArray(), claim => Text(claim.GetProperty("statement"), "text")!.Contains("a remedy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_loud_service_that_nothing_calls_is_seen_and_ruled_out()
    {
        SlowPayment();
        _sources.System.From(Onset - TimeSpan.FromMinutes(1), "newsletter", "queue_depth", value => value * 400);
        _sources.System.From(Onset - TimeSpan.FromMinutes(1), "newsletter", "cpu", value => value * 10);
        var analysis = await DiagnoseAsync("checkout");

        Assert.Equal("payment", Text(analysis.GetProperty("root_cause"), "service"));
        Assert.Contains(analysis.GetProperty("claims").EnumerateArray(), claim =>
            Text(claim, "kind") == "ruled_out" && Text(claim.GetProperty("statement"), "text")!.StartsWith("newsletter is loud", StringComparison.Ordinal));
        Assert.Equal("investigate", Text(analysis.GetProperty("proposed_action"), "kind"));
    }

    [Fact]
    public async Task Every_claim_cites_observations_whose_bytes_are_kept()
    {
        SlowPayment();
        _sources.AddDeployment("payment", "v2.3.1", "v2.3.0", Onset - TimeSpan.FromSeconds(20));
        var analysis = await DiagnoseAsync("checkout");
        var session = analysis.GetProperty("session_id").GetGuid();
        var observations = (await _host.Caller().GetAsync($"/api/v1/diagnostics/{session}")).GetProperty("observations").EnumerateArray().ToDictionary(row => row.GetProperty("id").GetGuid());

        Assert.All(analysis.GetProperty("claims").EnumerateArray(), claim =>
        {
            Assert.NotEmpty(claim.GetProperty("observation_ids").EnumerateArray());
            Assert.All(claim.GetProperty("observation_ids").EnumerateArray(), id => Assert.Contains(id.GetGuid(), observations));
        });
        var charted = analysis.GetProperty("claims").EnumerateArray().First(claim => claim.GetProperty("chart").ValueKind == JsonValueKind.Object).GetProperty("chart");
        var shown = observations[charted.GetProperty("observation_id").GetGuid()];
        var payload = await _host.Caller().GetAsync($"/api/v1/diagnostics/{session}/observations/{shown.GetProperty("number").GetInt32()}");
        Assert.Equal("matrix", payload.GetProperty("data").GetProperty("resultType").GetString());
        var deployments = observations.Values.Single(row => Text(row, "tool") == "deployments");
        var bytes = (await _host.Caller().GetAsync($"/api/v1/diagnostics/{session}/observations/{deployments.GetProperty("number").GetInt32()}")).ToString();
        Assert.DoesNotContain("abcdef123456", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("ci@example.org", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_dependency_is_named_though_it_tells_nothing_itself()
    {
        _sources.System
            .With(point => point.At >= Onset && point.Service == "inventory" ? point.Signal == "availability" ? 0 : double.NaN : null)
            .With(point => point.At >= Onset && point.Peer == "inventory" && point.Signal == "peer_error_share" ? 1 : null)
            .From(Onset, "catalog", "error_share", _ => 0.9)
            .From(Onset, "checkout", "error_share", _ => 0.8)
            .From(Onset, "storefront", "error_share", _ => 0.5);
        var analysis = await DiagnoseAsync("storefront");
        Assert.True(Text(analysis.GetProperty("root_cause"), "service") == "inventory", analysis.ToString());
        Assert.Equal("headline.root_cause_down", Text(analysis.GetProperty("headline"), "key"));
    }

    [Fact]
    public async Task A_leak_without_errors_is_named()
    {
        _sources.System.With(point => point is { Service: "catalog", Signal: "memory" } && point.At >= Onset - TimeSpan.FromMinutes(4)
            ? point.Usual + ((point.At - Onset + TimeSpan.FromMinutes(4)).TotalSeconds * 1e6)
            : null);
        var analysis = await DiagnoseAsync("catalog");
        Assert.True(Text(analysis.GetProperty("root_cause"), "service") == "catalog", analysis.ToString());
        Assert.Equal("memory", Text(analysis.GetProperty("root_cause"), "signal"));
    }

    [Fact]
    public async Task Alerts_over_a_system_in_order_are_no_fault()
    {
        var analysis = await DiagnoseAsync("checkout");
        Assert.True(Text(analysis, "verdict") == "no_fault", analysis.ToString());
        Assert.Equal(JsonValueKind.Null, analysis.GetProperty("root_cause").ValueKind);
        Assert.Contains(analysis.GetProperty("claims").EnumerateArray(), claim => Text(claim, "kind") == "healthy");
    }

    [Fact]
    public async Task Little_normal_time_is_inconclusive_and_says_so()
    {
        _sources.System = new ScriptedSystem { Since = Onset - TimeSpan.FromSeconds(60) };
        SlowPayment();
        var analysis = await DiagnoseAsync("checkout");
        Assert.Equal("inconclusive", Text(analysis, "verdict"));
        Assert.Contains(analysis.GetProperty("missing").EnumerateArray(), missing => Text(missing, "key") == "missing.baseline");
    }

    [Fact]
    public async Task Silent_metrics_are_inconclusive_and_named()
    {
        _sources.Before = context =>
        {
            if (!context.Request.Path.StartsWithSegments("/api/v1/query_range", StringComparison.Ordinal))
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 422;
            return Task.FromResult(true);
        };
        var analysis = await DiagnoseAsync("checkout");
        Assert.Equal("inconclusive", Text(analysis, "verdict"));
        Assert.Equal("headline.inconclusive_metrics", Text(analysis.GetProperty("headline"), "key"));
        Assert.Equal("unavailable", Text(Coverage(analysis, "metrics"), "status"));
        Assert.Contains(analysis.GetProperty("missing").EnumerateArray(), missing => Text(missing, "key") == "missing.metrics");
    }

    [Fact]
    public async Task Deployments_that_cannot_be_asked_for_cap_the_confidence_by_name()
    {
        SlowPayment();
        _sources.Before = context =>
        {
            var refused = context.Request.Path.StartsWithSegments("/api/v1/deployments", StringComparison.Ordinal);
            context.Response.StatusCode = refused ? 404 : 200;
            return Task.FromResult(refused);
        };
        var analysis = await DiagnoseAsync("checkout");
        Assert.Equal("payment", Text(analysis.GetProperty("root_cause"), "service"));
        var confidence = analysis.GetProperty("confidence");
        Assert.True(confidence.GetProperty("value").GetDouble() <= 0.85);
        Assert.Equal("unavailable", Text(Coverage(analysis, "deployments"), "status"));
        Assert.DoesNotContain(analysis.GetProperty("claims").EnumerateArray(), claim => Text(claim.GetProperty("statement"), "key") == "claim.no_deployment");
    }

    [Fact]
    public async Task Alerts_that_nobody_knows_are_inconclusive()
    {
        var caller = _host.Caller();
        var analysis = await caller.AnalysisAsync(await caller.StartAlertsAsync(Guid.NewGuid()));
        Assert.Equal("inconclusive", Text(analysis, "verdict"));
        Assert.Equal("headline.inconclusive_alerts", Text(analysis.GetProperty("headline"), "key"));
    }

    [Fact]
    public async Task A_spent_budget_ends_the_run_with_what_it_has()
    {
        await _host.DisposeAsync();
        _host = await AssistantHost.StartAsync(_database, _sources, settings: new Dictionary<string, string?> { ["Diagnosis:MaximumToolCalls"] = "6" });
        SlowPayment();
        var analysis = await DiagnoseAsync("checkout");
        Assert.Contains(analysis.GetProperty("missing").EnumerateArray(), missing => Text(missing, "key") == "missing.budget");
        Assert.True(analysis.GetProperty("confidence").GetProperty("value").GetDouble() <= 0.49);
    }

    private void SlowPayment() => _sources.System
        .From(Onset, "payment", "latency_p95", value => value + 0.4)
        .From(Onset, "payment", "error_share", _ => 0.3)
        .From(Onset, "checkout", "latency_p95", value => value + 0.41)
        .From(Onset, "checkout", "error_share", _ => 0.28)
        .From(Onset, "checkout", "peer_error_share", _ => 0.3, "payment")
        .From(Onset, "checkout", "peer_latency", value => value + 0.4, "payment")
        .From(Onset, "storefront", "error_share", _ => 0.1)
        .From(Onset, "storefront", "latency_p95", value => value + 0.3);

    private async Task<JsonElement> DiagnoseAsync(string service)
    {
        var caller = _host.Caller();
        return await caller.AnalysisAsync(await caller.StartAlertsAsync(_sources.AddAlert(service, Onset + TimeSpan.FromSeconds(20))));
    }

    private static JsonElement Coverage(JsonElement analysis, string source) => analysis.GetProperty("coverage").EnumerateArray().Single(row => Text(row, "source") == source);

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
