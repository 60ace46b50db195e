using SrePlatform.Assistant.Diagnosis.Callbacks;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Platform;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

/// <summary>Every state that a session and its callback can come into, interrupted once: each comes about all the same, once.</summary>
[Trait("Category", "Database")]
public sealed class InterruptedStatesTests(PostgresServer server)
{
    [Fact]
    public async Task A_session_gets_where_it_was_going_whatever_state_it_was_interrupted_in()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        await using var sources = await ScriptedSources.StartAsync();
        var sessions = await Interruption.OfAsync(database, "assistant.diagnosis_session", [.. Enum.GetValues<SessionState>().Select(state => EnumText.Of(state))]);
        var callbacks = await Interruption.OfAsync(database, "assistant.callback_delivery", [.. Enum.GetValues<CallbackState>().Select(state => EnumText.Of(state))]);
        await using var host = await AssistantHost.StartAsync(database, sources);
        var caller = host.Caller();

        var completed = await caller.StartDeploymentAsync(new { affected_services = sources.System.Services });
        await caller.WaitForEndAsync(completed);
        await Eventually.TrueAsync(async () => await CallbackAsync(database, completed) == "delivered", "the callback is delivered");

        var (reading, waiting) = (0, new TaskCompletionSource());
        sources.Before = async context =>
        {
            if (context.Request.Path.StartsWithSegments("/api/v1/callbacks", StringComparison.Ordinal))
            {
                context.Response.StatusCode = 404;
                return true;
            }

            if (!context.Request.Path.StartsWithSegments("/api/v1/alerts", StringComparison.Ordinal))
            {
                return false;
            }

            if (Interlocked.Increment(ref reading) == 2)
            {
                waiting.TrySetResult();
            }

            var aborted = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(() => aborted.TrySetResult());
            await aborted.Task;
            return true;
        };
        var (cancelled, failed) = (await caller.StartAlertsAsync(Guid.NewGuid()), await caller.StartAlertsAsync(Guid.NewGuid()));
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        using var cancelling = await caller.PostAsync($"/api/v1/diagnostics/{cancelled}/cancel", new { });
        await database.ExecuteAsync("UPDATE assistant.diagnosis_session SET attempt = 4, lease_until = now() - interval '1 second' WHERE id = $1", failed);
        await caller.WaitForEndAsync(cancelled, "cancelled");
        await caller.WaitForEndAsync(failed, "failed");
        await Eventually.TrueAsync(async () => await CallbackAsync(database, cancelled) == "abandoned" && await CallbackAsync(database, failed) == "abandoned", "refused callbacks are abandoned");

        await sessions.AssertOvercomeAsync();
        await callbacks.AssertOvercomeAsync();
        Assert.Equal(3, await database.ScalarAsync<long>("SELECT count(*) FROM assistant.diagnosis_session"));
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM assistant.analysis"));
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM assistant.session_event WHERE kind = 'verdict'"));
    }

    private static Task<string> CallbackAsync(TestDatabase database, Guid session) =>
        database.ScalarAsync<string>("SELECT coalesce((SELECT state FROM assistant.callback_delivery WHERE session_id = $1), 'none')", session);
}
