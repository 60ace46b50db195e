using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class DeploymentFlowTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Deployed = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(6);

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
    public async Task Asked_how_a_healthy_system_does_it_finds_no_fault()
    {
        var analysis = await DiagnoseAsync(new { affected_services = _sources.System.Services });
        Assert.True(analysis.GetProperty("verdict").GetString() == "no_fault", analysis.ToString());
    }

    [Fact]
    public async Task Asked_too_early_it_says_that_it_cannot_tell()
    {
        _sources.System = new ScriptedSystem { Since = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(100) };
        var analysis = await DiagnoseAsync(new { affected_services = _sources.System.Services });
        Assert.Equal("inconclusive", analysis.GetProperty("verdict").GetString());
        Assert.Equal("headline.inconclusive_baseline", analysis.GetProperty("headline").GetProperty("key").GetString());
    }

    [Fact]
    public async Task A_deployment_that_made_things_worse_is_found_by_its_id()
    {
        var deployment = _sources.AddDeployment("payment", "v2", "v1", Deployed);
        _sources.System.From(Deployed.AddSeconds(10), "payment", "latency_p95", value => value * 8);
        var analysis = await DiagnoseAsync(new { affected_services = new[] { "payment" }, severity = "P1", context = new { deployment_id = deployment } });
        Assert.Equal("payment", analysis.GetProperty("root_cause").GetProperty("service").GetString());
        Assert.Equal("v2", analysis.GetProperty("root_cause").GetProperty("version").GetString());
        Assert.Equal("rollback", analysis.GetProperty("proposed_action").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_deployment_without_effect_is_no_fault_and_is_said_to_have_none()
    {
        var deployment = _sources.AddDeployment("payment", "v2", "v1", Deployed);
        var analysis = await DiagnoseAsync(new { affected_services = new[] { "payment" }, context = new { deployment_id = deployment } });
        Assert.Equal("no_fault", analysis.GetProperty("verdict").GetString());
        Assert.Contains(analysis.GetProperty("claims").EnumerateArray(), claim => claim.GetProperty("statement").GetProperty("key").GetString() == "claim.deployment_without_effect");
    }

    [Fact]
    public async Task What_the_asker_may_not_see_is_not_asked_for()
    {
        var headers = new System.Collections.Concurrent.ConcurrentQueue<string>();
        _sources.Before = context =>
        {
            if (context.Request.Path.StartsWithSegments("/api/v1/topology"))
            {
                headers.Enqueue(context.Request.Headers["X-Requester-Scope"].ToString());
            }

            return Task.FromResult(false);
        };
        await DiagnoseAsync(new { affected_services = new[] { "payment" }, requester_scope = new { token = "signed-by-the-control-plane", metric_filters = new[] { "{team=~\"shop\"}", "{service=~\"payment\"}" } } });
        Assert.Equal(["signed-by-the-control-plane"], headers.Distinct());
        var queries = _sources.Requests.Where(request => request.Contains("query_range", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(queries);
        Assert.All(queries, query => Assert.Contains("&extra_filters[]=%7Bteam%3D~%22shop%22%7D&extra_filters[]=%7Bservice", query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_given_time_is_where_it_compares()
    {
        _sources.System.From(Deployed, "inventory", "latency_p95", value => value + 0.5).From(Deployed, "catalog", "latency_p95", value => value + 0.5);
        var analysis = await DiagnoseAsync(new { affected_services = new[] { "catalog" }, context = new { title = "slow", time_range = new { start = Deployed.AddSeconds(30) } } });
        Assert.Equal("inventory", analysis.GetProperty("root_cause").GetProperty("service").GetString());
    }

    private async Task<JsonElement> DiagnoseAsync(object body)
    {
        var caller = _host.Caller();
        return await caller.AnalysisAsync(await caller.StartDeploymentAsync(body));
    }
}
