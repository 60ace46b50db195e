using Microsoft.Extensions.DependencyInjection;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class LeaseTests(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;
    private AssistantHost _host = null!;

    private SessionClaims Claims => _host.Services.GetRequiredService<SessionClaims>();

    private RunStore Store => _host.Services.GetRequiredService<RunStore>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _host = await AssistantHost.StartAsync(_database, _sources, workers: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Many_workers_share_the_sessions_and_none_gets_one_twice()
    {
        for (var i = 0; i < 12; i++)
        {
            await _host.Caller().StartAlertsAsync(Guid.NewGuid());
        }

        var claimed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Claims.TryClaimAsync(Cancelled)));
        var taken = claimed.OfType<ClaimedSession>().Select(session => session.Lease.SessionId).ToList();
        while (await Claims.TryClaimAsync(Cancelled) is { } more)
        {
            taken.Add(more.Lease.SessionId);
        }

        Assert.Equal(12, taken.Count);
        Assert.Equal(12, taken.Distinct().Count());
    }

    [Fact]
    public async Task A_lease_that_ran_out_by_the_databases_clock_lets_another_continue_and_shuts_the_first_out()
    {
        await _host.Caller().StartAlertsAsync(Guid.NewGuid());
        var first = (await Claims.TryClaimAsync(Cancelled))!;
        Assert.Null(await Claims.TryClaimAsync(Cancelled));
        await RunOutAsync(first.Lease.SessionId);
        var second = (await Claims.TryClaimAsync(Cancelled))!;

        Assert.Equal(first.Lease.SessionId, second.Lease.SessionId);
        Assert.Equal(first.ReferenceTime, second.ReferenceTime);
        Assert.Equal(2, second.Lease.Attempt);
        await Assert.ThrowsAsync<LeaseLostException>(() => Claims.ExtendAsync(first.Lease, Cancelled));
        await Assert.ThrowsAsync<LeaseLostException>(() => Store.AddEventAsync(first.Lease, SessionEventKind.Step, new { }, Cancelled));
        await Assert.ThrowsAsync<LeaseLostException>(() => FailAsync(first.Lease));
        await FailAsync(second.Lease);
        Assert.Equal("failed", await _database.ScalarAsync<string>("select state from assistant.diagnosis_session"));
    }

    [Fact]
    public async Task A_heartbeat_keeps_the_lease_and_tells_of_a_cancellation()
    {
        var id = await _host.Caller().StartAlertsAsync(Guid.NewGuid());
        var claimed = (await Claims.TryClaimAsync(Cancelled))!;
        await RunOutAsync(id);
        Assert.False(await Claims.ExtendAsync(claimed.Lease, Cancelled));
        Assert.Null(await Claims.TryClaimAsync(Cancelled));
        using var response = await _host.Caller().PostAsync($"/api/v1/diagnostics/{id}/cancel", new { });
        Assert.True(await Claims.ExtendAsync(claimed.Lease, Cancelled));
    }

    [Fact]
    public async Task A_session_ends_once_with_its_event_and_callback_or_not_at_all()
    {
        await _host.Caller().StartAlertsAsync(Guid.NewGuid());
        var claimed = (await Claims.TryClaimAsync(Cancelled))!;
        await FailAsync(claimed.Lease);
        await Assert.ThrowsAsync<LeaseLostException>(() => FailAsync(claimed.Lease));
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from assistant.callback_delivery"));
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from assistant.session_event where kind = 'error'"));
    }

    private Task FailAsync(RunLease lease) => Store.FinishAsync(lease, (row, now) => row.Fail("x", now), [], SessionEventKind.Error, Messages.Failed("x"), Cancelled);

    private Task<int> RunOutAsync(Guid session) =>
        _database.ExecuteAsync("update assistant.diagnosis_session set lease_until = now() - interval '1 second' where id = $1", session);
}
