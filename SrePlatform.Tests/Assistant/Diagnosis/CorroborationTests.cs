using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Tools.Logs;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

/// <summary>Logs and what is written down stand beside a finding, cited, and change nothing of it.</summary>
[Trait("Category", "Database")]
public sealed class CorroborationTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5);

    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _sources.System
            .From(Onset, "payment", "error_share", _ => 0.3)
            .From(Onset, "checkout", "error_share", _ => 0.28)
            .From(Onset, "checkout", "peer_error_share", _ => 0.3, "payment");
        _sources.AddAlert("checkout", Onset + TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync()
    {
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_the_suspects_log_that_they_did_not_before_is_cited_and_the_verdict_is_the_same()
    {
        _sources.Before = context => AnswerLogsAsync(context, context.Request.Query["query"].ToString().Contains("payment", StringComparison.Ordinal)
            ? ["GET /pay took 12 ms", "charge 17 failed: refused by the bank, password=hunter22xyz", "charge 18 failed: refused by the bank, password=hunter23xyz"]
            : ["GET /cart took 9 ms"]);
        var with = await DiagnoseAsync(logs: true);
        var said = Assert.Single(with.GetProperty("claims").EnumerateArray(), claim => claim.GetProperty("statement").GetProperty("key").GetString() == "claim.log_new");
        Assert.Equal(("context", "payment", 2), (said.GetProperty("kind").GetString(), said.GetProperty("statement").GetProperty("args").GetProperty("service").GetString(), said.GetProperty("statement").GetProperty("args").GetProperty("count").GetInt32()));
        Assert.Equal(2, said.GetProperty("observation_ids").GetArrayLength());
        Assert.Equal("checked", CoverageOf(with, "logs").GetProperty("status").GetString());
        Assert.DoesNotContain("hunter22xyz", with.ToString(), StringComparison.Ordinal);

        var without = await DiagnoseAsync(logs: false);
        Assert.Equal("not_asked", CoverageOf(without, "logs").GetProperty("status").GetString());
        foreach (var part in new[] { "verdict", "root_cause", "headline", "summary", "proposed_action" })
        {
            Assert.Equal(Words(without.GetProperty(part)), Words(with.GetProperty(part)));
        }

        Assert.True(with.GetProperty("confidence").GetProperty("value").GetDouble() <= without.GetProperty("confidence").GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task A_log_store_that_fails_is_said_and_costs_the_finding_nothing()
    {
        _sources.Before = context =>
        {
            if (!context.Request.Path.StartsWithSegments("/loki"))
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.FromResult(true);
        };
        var analysis = await DiagnoseAsync(logs: true);
        Assert.Equal("payment", analysis.GetProperty("root_cause").GetProperty("service").GetString());
        Assert.Equal("unavailable", CoverageOf(analysis, "logs").GetProperty("status").GetString());
        Assert.Contains("400", CoverageOf(analysis, "logs").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_down_about_the_cause_is_cited_as_seen_before_and_nothing_about_others()
    {
        await using var host = await AssistantHost.StartAsync(_database, _sources);
        foreach (var (reference, services) in new[] { ("INC-7", new[] { "payment" }), ("rb-mail", ["newsletter"]) })
        {
            using var stored = await host.Caller().Http.PutAsJsonAsync(
                "/api/v1/knowledge", new { kind = "incident", reference, title = "Failed requests of a service", body = "The share of failed requests went up.", services }, TestContext.Current.CancellationToken);
            stored.EnsureSuccessStatusCode();
        }

        var analysis = await DiagnoseAsync(host);
        var seen = Assert.Single(analysis.GetProperty("claims").EnumerateArray(), claim => claim.GetProperty("statement").GetProperty("key").GetString() == "claim.seen_before");
        Assert.Equal("INC-7", seen.GetProperty("statement").GetProperty("args").GetProperty("reference").GetString());
        Assert.NotEmpty(seen.GetProperty("observation_ids").EnumerateArray());
    }

    [Fact]
    public void Only_what_is_new_or_clearly_more_is_said_and_nothing_is_new_against_a_span_that_was_not_read_whole()
    {
        var usual = new LogTemplate("GET <*>", 100, "GET /");
        var failing = new LogTemplate("charge failed", 20, "charge failed");
        var now = new LogPatterns(121, false, [usual, failing, new("cache warmed", 1, "cache warmed")]);
        Assert.Equal(["charge failed"], Said(now, new(100, false, [usual])));
        Assert.Equal(["charge failed"], Said(now, new(104, false, [usual, failing with { Count = 4 }])));
        Assert.Empty(Said(now, new(110, false, [usual, failing with { Count = 10 }])));
        Assert.Empty(Said(now, new(1000, true, [usual])));
        Assert.Empty(LogChanges.Of(now, null));
    }

    private static IEnumerable<string> Said(LogPatterns now, LogPatterns before) => LogChanges.Of(now, before).Select(change => change.Template.Template);

    /// <summary>The lines are written after the onset only; the span before has what is usual.</summary>
    private static async Task<bool> AnswerLogsAsync(HttpContext context, string[] lines)
    {
        if (!context.Request.Path.StartsWithSegments("/loki/api/v1/query_range"))
        {
            return false;
        }

        var end = long.Parse(context.Request.Query["end"].ToString(), CultureInfo.InvariantCulture) / 1_000_000;
        var at = Math.Max(Onset.ToUnixTimeMilliseconds() + 2000, 0);
        string[] written = end < Onset.ToUnixTimeMilliseconds() - 30_000 ? ["GET /pay took 3 ms", "GET /cart took 3 ms"] : lines;
        await context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            status = "success",
            data = new { resultType = "streams", result = new[] { new { stream = new { }, values = written.Select((line, index) => new[] { ((at + index) * 1_000_000).ToString(CultureInfo.InvariantCulture), line }) } } },
        }));
        return true;
    }

    private async Task<JsonElement> DiagnoseAsync(bool logs)
    {
        await using var host = await AssistantHost.StartAsync(_database, _sources, settings: logs ? new Dictionary<string, string?> { ["Logs:Url"] = _sources.Address.ToString() } : null);
        return await DiagnoseAsync(host);
    }

    private async Task<JsonElement> DiagnoseAsync(AssistantHost host)
    {
        var caller = host.Caller();
        return await caller.AnalysisAsync(await caller.StartAlertsAsync([.. _sources.Alerts.Select(alert => Guid.Parse((string)alert["id"]!))]));
    }

    private static JsonElement CoverageOf(JsonElement analysis, string source) => analysis.GetProperty("coverage").EnumerateArray().Single(row => row.GetProperty("source").GetString() == source);

    /// <summary>Without what differs between two runs at two times: ids, and the times of samples.</summary>
    private static string Words(JsonElement part) => System.Text.RegularExpressions.Regex.Replace(part.ToString(), "[0-9a-f]{8}-[0-9a-f-]{27}|\\d{4}-\\d{2}-\\d{2}T[^\"]+|\\d{2}:\\d{2}:\\d{2}", "");
}
