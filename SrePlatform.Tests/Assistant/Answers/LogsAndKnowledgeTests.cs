using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Answers;

[Trait("Category", "Database")]
public sealed class LogsAndKnowledgeTests(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("loki")]
    [InlineData("victorialogs")]
    public async Task New_patterns_of_trouble_come_first_and_secrets_are_taken_out(string kind)
    {
        var asked = new List<string>();
        _sources.Before = async context =>
        {
            if (!context.Request.Path.StartsWithSegments(kind == "loki" ? "/loki/api/v1/query_range" : "/select/logsql/query"))
            {
                return false;
            }

            asked.Add(context.Request.Query["query"].ToString());
            var now = asked.Count == 1;
            string[] lines = now
                ? ["GET /cart took 12 ms", "GET /cart took 15 ms", "charge 17 failed: password=hunter22xyz refused", "charge 18 failed: password=hunter23xyz refused"]
                : ["GET /cart took 9 ms"];
            await context.Response.WriteAsync(kind == "loki" ? Loki(lines) : VictoriaLogs(lines));
            return true;
        };
        await using var host = await AssistantHost.StartAsync(_database, _sources, workers: false, settings: new Dictionary<string, string?> { ["Logs:Kind"] = kind, ["Logs:Url"] = _sources.Address.ToString() });
        var answer = await AskAsync(host, "what do the logs of payment say?");
        Assert.Equal(kind == "loki" ? "{service=\"payment\"}" : "service:=\"payment\"", asked[0]);
        Assert.StartsWith("New: 2 lines of payment like: charge <*> failed:", answer.GetProperty("findings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("2 lines of payment like: GET /cart took <*> ms", answer.GetProperty("findings")[1].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22xyz", answer.ToString(), StringComparison.Ordinal);
        Assert.Equal("healthy", (await host.Caller().GetAsync("/api/v1/tools/status")).GetProperty("metrics_query").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_a_store_of_logs_it_is_said()
    {
        await using var host = await AssistantHost.StartAsync(_database, _sources, workers: false);
        var answer = await AskAsync(host, "what do the logs of payment say?");
        Assert.Equal("unanswered", answer.GetProperty("status").GetString());
        Assert.Contains("No log store is configured", answer.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal("unknown", (await host.Caller().GetAsync("/api/v1/tools/status")).GetProperty("logs_query").GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_was_written_down_is_found_by_words_letters_and_chinese_until_it_is_retired()
    {
        await using var host = await AssistantHost.StartAsync(_database, _sources, workers: false);
        var http = host.Caller().Http;
        var id = await StoreAsync(http, new { kind = "runbook", reference = "rb-1", title = "Payment gateway refuses charges", body = "Restart the gateway, then drain the retry queue. token=abcdef123456", services = new[] { "payment" } });
        await StoreAsync(http, new { kind = "postmortem", reference = "pm-1", title = "資料庫連線耗盡", body = "連線池太小，調整上限後恢復。" });
        Assert.Equal("rb-1", await FirstAsync(host, "how do I drain the retry queue"));
        Assert.Equal("rb-1", await FirstAsync(host, "paymet gatway refuses"));
        Assert.Equal("pm-1", await FirstAsync(host, "資料庫連線"));
        var answer = await AskAsync(host, "is there a runbook for payment charges?");
        Assert.Contains("Payment gateway refuses charges", answer.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("abcdef123456", answer.ToString(), StringComparison.Ordinal);

        using var retired = await http.DeleteAsync(new Uri($"/api/v1/knowledge/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, retired.StatusCode);
        Assert.Null(await FirstAsync(host, "how do I drain the retry queue"));
        using var bad = await http.PutAsJsonAsync("/api/v1/knowledge", new { kind = "runbook", reference = "", title = "t", body = "b" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task A_reviewed_grade_becomes_knowledge()
    {
        var onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(3);
        _sources.System.From(onset, "payment", "error_share", _ => 0.3).From(onset, "checkout", "error_share", _ => 0.28).From(onset, "checkout", "peer_error_share", _ => 0.3, "payment");
        await using var host = await AssistantHost.StartAsync(_database, _sources);
        var session = await host.Caller().StartAlertsAsync(_sources.AddAlert("checkout", onset));
        await host.Caller().AnalysisAsync(session);
        using var graded = await host.Caller().PostAsync($"/api/v1/diagnostics/{session}/feedback", new { grade = "partly", corrected_cause = "certificate of the bank", comment = "renewed it", reviewed = true });
        Assert.Equal(HttpStatusCode.OK, graded.StatusCode);
        Assert.Equal($"session:{session}", await FirstAsync(host, "bank certificate"));
    }

    [Fact]
    public async Task A_replay_asks_nobody_and_is_compared_with_its_original()
    {
        var onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(3);
        _sources.System.From(onset, "payment", "error_share", _ => 0.3).From(onset, "checkout", "error_share", _ => 0.28).From(onset, "checkout", "peer_error_share", _ => 0.3, "payment");
        await using var host = await AssistantHost.StartAsync(_database, _sources);
        var caller = host.Caller();
        var session = await caller.StartAlertsAsync(_sources.AddAlert("checkout", onset));
        var original = await caller.AnalysisAsync(session);
        await Eventually.TrueAsync(() => !_sources.Callbacks.IsEmpty, "the original is told");
        var asked = _sources.Requests.Count;
        _sources.System.From(onset, "payment", "error_share", _ => 0);
        using var accepted = await caller.PostAsync($"/api/v1/diagnostics/{session}/replay", new { });
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var replay = (await accepted.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("session_id").GetGuid();
        var replayed = await caller.AnalysisAsync(replay);
        Assert.Equal(original.GetProperty("root_cause").ToString(), replayed.GetProperty("root_cause").ToString());
        var comparison = (await caller.GetAsync($"/api/v1/diagnostics/{replay}")).GetProperty("comparison");
        Assert.True(comparison.GetProperty("same").GetBoolean());
        Assert.Empty(comparison.GetProperty("claims_lost").EnumerateArray());
        Assert.Equal(asked, _sources.Requests.Count);
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from assistant.callback_delivery"));
        Assert.Equal(session, await _database.ScalarAsync<Guid>("select replay_of_id from assistant.run_v1 where session_id = $1", replay));
        using var noModel = await caller.PostAsync($"/api/v1/diagnostics/{session}/replay", new { model = "other" });
        Assert.Equal(HttpStatusCode.BadRequest, noModel.StatusCode);
        using var unknown = await caller.PostAsync($"/api/v1/diagnostics/{Guid.NewGuid()}/replay", new { });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static string Loki(string[] lines) => JsonSerializer.Serialize(new
    {
        status = "success",
        data = new { resultType = "streams", result = new[] { new { stream = new { service = "payment" }, values = lines.Select((line, index) => new[] { Nanoseconds(index), line }) } } },
    });

    private static string VictoriaLogs(string[] lines) => string.Join('\n', lines.Select((line, index) =>
        JsonSerializer.Serialize(new { _time = TimeProvider.System.GetUtcNow().AddSeconds(index), _stream = "{service=\"payment\"}", _msg = line, service = "payment" })));

    private static string Nanoseconds(int index) => ((TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + index) * 1_000_000).ToString(CultureInfo.InvariantCulture);

    private static async Task<Guid> StoreAsync(HttpClient http, object body)
    {
        using var response = await http.PutAsJsonAsync("/api/v1/knowledge", body, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }

    private static async Task<string?> FirstAsync(AssistantHost host, string words)
    {
        var hits = await host.Caller().GetAsync($"/api/v1/knowledge?q={Uri.EscapeDataString(words)}");
        return hits.EnumerateArray().Select(hit => hit.GetProperty("reference").GetString()).FirstOrDefault();
    }

    private static async Task<JsonElement> AskAsync(AssistantHost host, string query)
    {
        using var response = await host.Caller().PostAsync("/api/v1/execute", new { query });
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
