using Microsoft.Extensions.DependencyInjection;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class ResumeTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(3);

    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _sources.System.From(Onset, "payment", "latency_p95", value => value + 0.4).From(Onset, "checkout", "latency_p95", value => value + 0.4);
    }

    public async ValueTask DisposeAsync()
    {
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("step.reading_context")]
    [InlineData("step.reading_metrics")]
    [InlineData("step.ranking")]
    public async Task A_diagnosis_whose_process_dies_completes_once_elsewhere_and_asks_nothing_twice(string step)
    {
        Guid session;
        await using (var dying = await AssistantHost.StartAsync(_database, _sources, settings: OneWorker))
        {
            var died = new TaskCompletionSource();
            dying.Services.GetRequiredService<RunFailpoint>().Reached = (reached, _) =>
            {
                if (reached != step)
                {
                    return Task.CompletedTask;
                }

                died.TrySetResult();
                throw new RunFailpoint.ProcessEndedException();
            };
            session = await dying.Caller().StartAlertsAsync(_sources.AddAlert("checkout", Onset.AddSeconds(20)));
            await died.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        Assert.Equal("processing", await _database.ScalarAsync<string>("select state from assistant.diagnosis_session"));
        var asked = await _database.ScalarAsync<long>("select count(*) from assistant.observation");
        await using var next = await AssistantHost.StartAsync(_database, _sources);
        var analysis = await next.Caller().AnalysisAsync(session);

        Assert.Equal("payment", analysis.GetProperty("root_cause").GetProperty("service").GetString());
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from assistant.analysis"));
        Assert.Equal(2, await _database.ScalarAsync<int>("select attempt from assistant.diagnosis_session"));
        Assert.Equal(asked, await _database.ScalarAsync<long>("select count(*) from assistant.observation where attempt = 1"));
        Assert.Equal(0, await _database.ScalarAsync<long>("select count(*) - count(distinct (tool, query)) from assistant.observation_v1"));
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from assistant.session_event where kind = 'verdict'"));
        await Eventually.TrueAsync(() => Task.FromResult(_sources.Callbacks.Count == 1), "the callback arrives");
    }

    [Fact]
    public async Task A_question_that_failed_before_the_crash_is_asked_again()
    {
        var refusing = true;
        _sources.Before = context =>
        {
            var refused = refusing && context.Request.Path.StartsWithSegments("/api/v1/deployments", StringComparison.Ordinal);
            context.Response.StatusCode = refused ? 404 : 200;
            return Task.FromResult(refused);
        };
        Guid session;
        await using (var dying = await AssistantHost.StartAsync(_database, _sources, settings: OneWorker))
        {
            var died = new TaskCompletionSource();
            dying.Services.GetRequiredService<RunFailpoint>().Reached = (reached, _) =>
            {
                if (reached != "step.reading_metrics")
                {
                    return Task.CompletedTask;
                }

                died.TrySetResult();
                throw new RunFailpoint.ProcessEndedException();
            };
            session = await dying.Caller().StartAlertsAsync(_sources.AddAlert("checkout", Onset.AddSeconds(20)));
            await died.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        refusing = false;
        await using var next = await AssistantHost.StartAsync(_database, _sources);
        await next.Caller().AnalysisAsync(session);
        Assert.Equal("empty", await _database.ScalarAsync<string>("select status from assistant.observation_v1 where tool = 'deployments'"));
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from assistant.observation where superseded"));
    }

    [Fact]
    public async Task A_service_that_stops_hands_its_diagnosis_over_at_once()
    {
        var reading = new TaskCompletionSource();
        _sources.Before = async context =>
        {
            if (context.Request.Path.StartsWithSegments("/api/v1/topology", StringComparison.Ordinal) && reading.TrySetResult())
            {
                var aborted = new TaskCompletionSource();
                await using var registration = context.RequestAborted.Register(() => aborted.TrySetResult());
                await aborted.Task;
                return true;
            }

            return false;
        };
        Guid session;
        var longLease = new Dictionary<string, string?> { ["Diagnosis:LeaseSeconds"] = "600" };
        await using (var stopping = await AssistantHost.StartAsync(_database, _sources, settings: longLease))
        {
            session = await stopping.Caller().StartAlertsAsync(_sources.AddAlert("checkout", Onset.AddSeconds(20)));
            await reading.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        await using var next = await AssistantHost.StartAsync(_database, _sources, settings: longLease);
        await next.Caller().AnalysisAsync(session);
    }

    [Fact]
    public async Task A_session_that_kills_every_process_is_given_up()
    {
        await using var host = await AssistantHost.StartAsync(_database, _sources, workers: false);
        var session = await host.Caller().StartAlertsAsync(_sources.AddAlert("checkout", Onset));
        await _database.ExecuteAsync("update assistant.diagnosis_session set state = 'processing', attempt = 4, started_at = now(), lease_until = now() - interval '1 second'");
        await using var next = await AssistantHost.StartAsync(_database, _sources);
        await next.Caller().WaitForEndAsync(session, "failed");
        Assert.Contains("given up", (await next.Caller().StatusAsync(session)).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> OneWorker => new() { ["Diagnosis:Concurrency"] = "1" };
}
