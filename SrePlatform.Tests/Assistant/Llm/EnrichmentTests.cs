using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Llm;

/// <summary>What a model may add to a diagnosis, and what not, over real HTTP.</summary>
[Trait("Category", "Database")]
public sealed class EnrichmentTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(3);

    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;
    private ScriptedModel _model = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _model = await ScriptedModel.StartAsync();
        _sources.System
            .From(Onset, "payment", "error_share", _ => 0.3)
            .From(Onset, "payment", "cpu", value => value * 10)
            .From(Onset, "checkout", "error_share", _ => 0.28)
            .From(Onset, "checkout", "peer_error_share", _ => 0.3, "payment");
    }

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_verdict_is_stored_and_told_before_the_model_is_asked()
    {
        var open = new TaskCompletionSource();
        _model.Before = async _ =>
        {
            await open.Task;
            return false;
        };
        await using var host = await StartAsync();
        var session = await DiagnoseAsync(host);
        var analysis = await host.Caller().AnalysisAsync(session);
        Assert.Equal("pending", analysis.GetProperty("engine").GetProperty("narration").GetString());
        Assert.Equal("payment", analysis.GetProperty("root_cause").GetProperty("service").GetString());
        await Eventually.TrueAsync(() => !_sources.Callbacks.IsEmpty, "the Control Plane is told while the model has not answered");
        open.SetResult();
        await host.Caller().EnrichedAsync(session);
    }

    [Fact]
    public async Task Hypotheses_are_checked_by_code_and_change_no_verdict()
    {
        _model.SayTo["hypothesis"] = _ => """
            {"hypotheses":[
              {"service":"payment","statement":"payment burns CPU","check":{"signal":"cpu","direction":"up"}},
              {"service":"inventory","statement":"inventory is the true cause","check":{"signal":"latency_p95","direction":"up"}},
              {"service":"ghost","statement":"a service that does not exist","check":{"signal":"cpu","direction":"up"}},
              {"service":"payment","statement":"sideways","check":{"signal":"cpu","direction":"sideways"}}]}
            """;
        await using var host = await StartAsync();
        var session = await DiagnoseAsync(host);
        var analysis = await host.Caller().EnrichedAsync(session);
        Assert.Equal(["payment:supported", "inventory:refuted"], analysis.GetProperty("hypotheses").EnumerateArray().Select(one => $"{one.GetProperty("service").GetString()}:{one.GetProperty("verdict").GetString()}"));
        Assert.All(analysis.GetProperty("hypotheses").EnumerateArray(), one => Assert.NotEmpty(one.GetProperty("observation_ids").EnumerateArray()));
        Assert.Equal("payment", analysis.GetProperty("root_cause").GetProperty("service").GetString());
    }

    [Theory]
    [InlineData("""{"confidence":0.2,"doubts":[{"text":"the onset is late","observations":[CITED]}]}""", 0.2)]
    [InlineData("""{"confidence":0.99,"doubts":[{"text":"certain","observations":[CITED]}]}""", null)]
    [InlineData("""{"confidence":0.1,"doubts":[{"text":"because I say so","observations":[4711]}]}""", null)]
    [InlineData("""{"confidence":0.1,"doubts":[]}""", null)]
    [InlineData("""I refuse to answer.""", null)]
    public async Task A_verifier_can_lower_the_confidence_with_a_cited_reason_and_nothing_else(string said, double? lowered)
    {
        _model.SayTo["verifier"] = request => said.Replace("CITED", ScriptedModel.FactsIn(request).GetProperty("claims")[0].GetProperty("observations")[0].GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await using var host = await StartAsync();
        var session = await DiagnoseAsync(host);
        var computed = (await host.Caller().AnalysisAsync(session)).GetProperty("candidates");
        var analysis = await host.Caller().EnrichedAsync(session);
        var confidence = analysis.GetProperty("confidence").GetProperty("value").GetDouble();
        Assert.Equal(lowered is not null, analysis.GetProperty("doubts").GetArrayLength() > 0);
        if (lowered is { } value)
        {
            Assert.Equal(value, confidence);
            Assert.Equal(value, await _database.ScalarAsync<double>("select confidence from assistant.analysis_v1 where session_id = $1", session));
        }
        else
        {
            Assert.InRange(confidence, 0.3, 0.95);
        }

        Assert.Equal(computed.ToString(), analysis.GetProperty("candidates").ToString());
    }

    [Fact]
    public async Task Every_call_is_on_record_with_tokens_and_cost_and_the_cheap_model_takes_the_simple_step()
    {
        await using var host = await StartAsync(new()
        {
            ["Llm:SimpleModel"] = "cheap-model",
            ["Llm:Prices:test-model:InputPerMillion"] = "10",
            ["Llm:Prices:test-model:OutputPerMillion"] = "100",
        });
        var session = await DiagnoseAsync(host);
        await host.Caller().EnrichedAsync(session);
        Assert.Equal(
            "hypothesis:test-model:ok:100:20:0.00300000,narrator:cheap-model:ok:100:20:none,verifier:test-model:ok:100:20:0.00300000",
            await _database.ScalarAsync<string>(
                "select string_agg(concat_ws(':', agent, model, status, input_tokens, output_tokens, coalesce(cost_usd::text, 'none')), ',' order by agent) from assistant.model_call_v1 where session_id = $1", session));
        Assert.Equal(3, await _database.ScalarAsync<int>("select model_calls from assistant.run_v1 where session_id = $1", session));
        Assert.Equal(3, await _database.ScalarAsync<long>("select count(*) from assistant.run_span_v1 where session_id = $1 and kind = 'model' and input_tokens = 100", session));
    }

    [Fact]
    public async Task A_run_that_has_spent_its_calls_asks_no_more_and_says_so()
    {
        await using var host = await StartAsync(new() { ["Llm:MaximumCallsPerRun"] = "2" });
        var session = await DiagnoseAsync(host);
        var analysis = await host.Caller().EnrichedAsync(session);
        Assert.Equal("over_budget", analysis.GetProperty("engine").GetProperty("narration").GetString());
        Assert.Equal(2, _model.Asked.Count);
    }

    [Fact]
    public async Task A_busy_model_is_tried_again_after_the_time_that_it_asks_for()
    {
        var refused = 0;
        _model.Before = context =>
        {
            if (Interlocked.Increment(ref refused) > 1)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "1";
            return Task.FromResult(true);
        };
        await using var host = await StartAsync(new() { ["Llm:TimeoutSeconds"] = "8" });
        var session = await DiagnoseAsync(host);
        await host.Caller().EnrichedAsync(session);
        Assert.Equal("hypothesis:ok", await _database.ScalarAsync<string>("select agent || ':' || status from assistant.model_call_v1 where session_id = $1 and number = 1", session));
        Assert.Equal(4, _model.Asked.Count);
    }

    private async Task<AssistantHost> StartAsync(Dictionary<string, string?>? settings = null) => await AssistantHost.StartAsync(_database, _sources, settings: new Dictionary<string, string?>(settings ?? [])
    {
        ["Llm:Provider"] = "openai", ["Llm:Endpoint"] = _model.Endpoint.ToString(), ["Llm:ApiKey"] = "sk-test", ["Llm:Model"] = "test-model",
    });

    private Task<Guid> DiagnoseAsync(AssistantHost host) => host.Caller().StartAlertsAsync(_sources.AddAlert("checkout", Onset + TimeSpan.FromSeconds(20)));
}
