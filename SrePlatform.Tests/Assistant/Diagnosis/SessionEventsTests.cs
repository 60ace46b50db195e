using System.Net;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class SessionEventsTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(3);

    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;
    private AssistantHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _sources.System.From(Onset, "payment", "latency_p95", value => value + 0.4).From(Onset, "checkout", "latency_p95", value => value + 0.4);
        _host = await AssistantHost.StartAsync(_database, _sources);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_stream_tells_the_whole_story_and_ends_with_the_verdict()
    {
        var caller = _host.Caller();
        var session = await caller.StartAlertsAsync(_sources.AddAlert("checkout", Onset.AddSeconds(20)));
        var events = await ReadAsync(caller, session);
        Assert.Equal("step", events[0].Kind);
        Assert.Equal("verdict", events[^1].Kind);
        Assert.Contains(events, item => item.Kind == "observation" && item.Data.Contains("metrics_signal", StringComparison.Ordinal));
        Assert.Contains(events, item => item.Kind == "hypothesis" && item.Data.Contains("payment", StringComparison.Ordinal));
        Assert.Equal(events.Select(item => item.Id).Order(), events.Select(item => item.Id));
    }

    [Fact]
    public async Task A_reader_that_was_cut_off_continues_after_the_last_event_it_saw()
    {
        var caller = _host.Caller();
        var session = await caller.StartAlertsAsync(_sources.AddAlert("checkout", Onset.AddSeconds(20)));
        var all = await ReadAsync(caller, session);
        var rest = await ReadAsync(caller, session, all[4].Id);
        Assert.Equal(all.Skip(5), rest);
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused_by_name()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/diagnostics/{Guid.NewGuid()}/events");
        request.Headers.Add("Last-Event-ID", "abc");
        using var response = await _host.Caller().Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<List<Event>> ReadAsync(AssistantClient caller, Guid session, long? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/diagnostics/{session}/events");
        if (after is { } last)
        {
            request.Headers.Add("Last-Event-ID", last.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        using var response = await caller.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var events = new List<Event>();
        var (id, kind) = (0L, "");
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var (name, value) = line.Split(": ", 2) is [var n, var v] ? (n, v) : ("", "");
            switch (name)
            {
                case "id":
                    id = long.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case "event":
                    kind = value;
                    break;
                case "data":
                    events.Add(new Event(id, kind, value));
                    break;
            }
        }

        return events;
    }

    private sealed record Event(long Id, string Kind, string Data);
}
