using System.Net;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class CancelTests(PostgresServer server) : IAsyncLifetime
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

    [Fact]
    public async Task A_running_diagnosis_stops_as_soon_as_it_is_told()
    {
        var reading = new TaskCompletionSource();
        _sources.Before = async context =>
        {
            if (!context.Request.Path.StartsWithSegments("/api/v1/alerts", StringComparison.Ordinal))
            {
                return false;
            }

            reading.TrySetResult();
            var aborted = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(() => aborted.TrySetResult());
            await aborted.Task;
            return true;
        };
        await using var host = await AssistantHost.StartAsync(_database, _sources, settings: new Dictionary<string, string?> { ["Diagnosis:LeaseSeconds"] = "600" });
        var caller = host.Caller();
        var session = await caller.StartAlertsAsync(Guid.NewGuid());
        await reading.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        using var response = await caller.PostAsync($"/api/v1/diagnostics/{session}/cancel", new { });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await caller.WaitForEndAsync(session, "cancelled");
        await Eventually.TrueAsync(() => Task.FromResult(_sources.Callbacks.Any(body => body.Contains("cancelled", StringComparison.Ordinal))), "the callback arrives");
        Assert.Equal(0, await _database.ScalarAsync<long>("select count(*) from assistant.analysis"));
    }

    [Fact]
    public async Task A_waiting_diagnosis_is_cancelled_at_once_and_cannot_be_cancelled_twice()
    {
        await using var host = await AssistantHost.StartAsync(_database, _sources, workers: false);
        var caller = host.Caller();
        var session = await caller.StartAlertsAsync(Guid.NewGuid());
        using var first = await caller.PostAsync($"/api/v1/diagnostics/{session}/cancel", new { }, "key-1");
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("cancelled", (await caller.StatusAsync(session)).GetProperty("status").GetString());
        using var repeated = await caller.PostAsync($"/api/v1/diagnostics/{session}/cancel", new { }, "key-1");
        Assert.Equal(HttpStatusCode.Accepted, repeated.StatusCode);
        using var again = await caller.PostAsync($"/api/v1/diagnostics/{session}/cancel", new { }, "key-2");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var unknown = await caller.PostAsync($"/api/v1/diagnostics/{Guid.NewGuid()}/cancel", new { });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
