using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Answers;

/// <summary>Questions see no more than who asked them: metrics by filters, records by the Control Plane, and what knows no teams by what the Control Plane lists.</summary>
[Trait("Category", "Database")]
public sealed class RequesterScopeTests(PostgresServer server) : IAsyncLifetime
{
    private const string Token = "signed-by-the-control-plane";
    private static readonly object Scope = new { token = Token, metric_filters = new[] { "{team=~\"shop\"}" } };

    private readonly ConcurrentQueue<(string Path, string Scope)> _read = new();
    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;
    private AssistantHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _sources.Before = async context =>
        {
            if (context.Request.Path.StartsWithSegments("/api/v1/topology") || context.Request.Path.StartsWithSegments("/api/v1/deployments"))
            {
                _read.Enqueue((context.Request.Path, context.Request.Headers["X-Requester-Scope"].ToString()));
            }

            if (context.Request.Path.StartsWithSegments("/loki/api/v1/query_range"))
            {
                await context.Response.WriteAsync("""{"status":"success","data":{"resultType":"streams","result":[{"stream":{},"values":[["1767225600000000000","refused by the bank"]]}]}}""");
                return true;
            }

            return false;
        };
        _host = await AssistantHost.StartAsync(_database, _sources, workers: false, settings: new Dictionary<string, string?> { ["Logs:Url"] = _sources.Address.ToString() });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_question_reads_records_and_series_under_the_scope_of_who_asked()
    {
        await AskAsync("what changed on payment?");
        await AskAsync("how is payment?");
        Assert.NotEmpty(_read);
        Assert.All(_read, read => Assert.Equal(Token, read.Scope));
        AssertFiltered();
    }

    [Fact]
    public async Task Capacity_reads_series_under_the_scope_of_who_asked()
    {
        using var response = await _host.Caller().PostAsync("/api/v1/diagnostics/capacity", new { resource_ids = new[] { "payment" }, metric_type = "memory", requester_scope = Scope });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        AssertFiltered();
    }

    [Fact]
    public async Task The_logs_of_a_service_that_the_asker_does_not_see_are_not_read()
    {
        var own = await AskAsync("what do the logs of payment say?");
        Assert.Contains("refused by the bank", own.GetProperty("summary").GetString(), StringComparison.Ordinal);
        var asked = _sources.Requests.Count(request => request.StartsWith("/loki", StringComparison.Ordinal));
        var other = await AskAsync("what do the logs say?", "quokka-vault");
        Assert.Equal("unanswered", other.GetProperty("status").GetString());
        Assert.DoesNotContain("bank", other.ToString(), StringComparison.Ordinal);
        Assert.Equal(asked, _sources.Requests.Count(request => request.StartsWith("/loki", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Knowledge_about_services_that_the_asker_does_not_see_is_not_found()
    {
        foreach (var (reference, services) in new (string, string[])[] { ("rb-own", ["payment"]), ("rb-general", []), ("rb-other", ["quokka-vault"]) })
        {
            using var stored = await _host.Caller().Http.PutAsJsonAsync(
                "/api/v1/knowledge", new { kind = "runbook", reference, title = $"Certificate renewal {reference}", body = "Renew the certificate.", services }, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        }

        var answer = (await AskAsync("is there a runbook for certificate renewal?")).ToString();
        Assert.Contains("rb-own", answer, StringComparison.Ordinal);
        Assert.Contains("rb-general", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("rb-other", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_that_cannot_be_one_is_refused_and_the_token_is_shown_to_nobody()
    {
        using var bad = await _host.Caller().PostAsync("/api/v1/execute", new { query = "what changed?", requester_scope = new { token = "no spaces allowed", metric_filters = new[] { "{}" } } });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        await AskAsync("what changed?");
        Assert.Equal(0, await _database.ScalarAsync<long>("select count(*) from assistant.run_span_v1 where arguments::text like '%signed-by-the%'"));
    }

    private void AssertFiltered()
    {
        var queries = _sources.Requests.Where(request => request.Contains("query_range?query", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(queries);
        Assert.All(queries, query => Assert.Contains("&extra_filters[]=%7Bteam%3D~%22shop%22%7D", query, StringComparison.Ordinal));
    }

    private async Task<JsonElement> AskAsync(string query, string? service = null)
    {
        using var response = await _host.Caller().PostAsync("/api/v1/execute", new { query, context = new { service_name = service }, requester_scope = Scope });
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
