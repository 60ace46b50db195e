using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.ControlPlane.Platform.Signals;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

[Trait("Category", "Database")]
public sealed class OutboxTests(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await ControlPlaneDatabase.CreateAsync(server);
        _source = NpgsqlDataSource.Create(_database.ConnectionStringOf("control_plane", ControlPlaneDatabase.Password));
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Workers_that_share_the_work_do_each_message_once()
    {
        await AddAsync(40);
        var handled = new ConcurrentBag<string>();
        var workers = Enumerable.Range(0, 4).Select(_ => Worker(message =>
        {
            handled.Add(message.Key);
            return OutboxResult.Done;
        })).ToList();
        await Task.WhenAll(workers.Select(async worker =>
        {
            while (await worker.StepAsync(Cancelled))
            {
            }
        }));
        Assert.Equal(40, handled.Count);
        Assert.Equal(40, handled.Distinct().Count());
        Assert.Equal(40, await CountAsync("completed_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_failed_attempt_waits_and_is_repeated_and_an_exception_counts_as_one()
    {
        await AddAsync(1);
        var attempts = 0;
        var worker = Worker(_ => ++attempts switch
        {
            1 => OutboxResult.TryAgain("busy"),
            2 => throw new InvalidOperationException("broken"),
            _ => OutboxResult.Done,
        });
        await worker.StepAsync(Cancelled);
        await worker.StepAsync(Cancelled);
        Assert.Equal(1, attempts);
        Assert.Equal(1, await CountAsync("last_error = 'busy' AND available_at > now()"));
        await DueAsync();
        await worker.StepAsync(Cancelled);
        Assert.Equal(1, await CountAsync("last_error = 'broken'"));
        await DueAsync();
        await worker.StepAsync(Cancelled);
        Assert.Equal(1, await CountAsync("completed_at IS NOT NULL AND attempts = 3"));
    }

    [Fact]
    public async Task A_message_whose_holder_died_is_taken_over_and_the_dead_one_settles_nothing()
    {
        await AddAsync(1);
        var store = new OutboxStore(_source);
        var lost = Assert.Single(await store.ClaimAsync(["work"], 5, TimeSpan.FromMinutes(1), Cancelled));
        Assert.Empty(await store.ClaimAsync(["work"], 5, TimeSpan.FromMinutes(1), Cancelled));
        await DueAsync();
        var taken = Assert.Single(await store.ClaimAsync(["work"], 5, TimeSpan.FromMinutes(1), Cancelled));
        await store.GiveUpAsync(lost, "too late", Cancelled);
        Assert.Equal(0, await CountAsync("failed_at IS NOT NULL"));
        await store.CompleteAsync(taken, Cancelled);
        Assert.Equal(1, await CountAsync("completed_at IS NOT NULL AND attempts = 2"));
    }

    [Fact]
    public async Task What_was_given_up_stays_and_is_not_tried_again()
    {
        await AddAsync(1);
        var attempts = 0;
        var worker = Worker(_ =>
        {
            attempts++;
            return OutboxResult.GiveUp("no");
        });
        await worker.StepAsync(Cancelled);
        await DueAsync();
        await worker.StepAsync(Cancelled);
        Assert.Equal(1, attempts);
        Assert.Equal(1, await CountAsync("failed_at IS NOT NULL AND last_error = 'no'"));
    }

    /// <summary>The states of a message: it waits, somebody has it, it is to be tried again, it is done, it was given up.</summary>
    [Fact]
    public async Task A_message_gets_where_it_was_going_whatever_state_it_was_interrupted_in()
    {
        var interruption = await Interruption.OfAsync(
            _database, "control.outbox_message", ["waiting", "claimed", "again", "completed", "failed"],
            """
            CASE WHEN TG_OP = 'INSERT' THEN 'waiting' WHEN NEW.completed_at IS NOT NULL THEN 'completed' WHEN NEW.failed_at IS NOT NULL THEN 'failed'
                 WHEN NEW.attempts > OLD.attempts THEN 'claimed' WHEN NEW.last_error IS DISTINCT FROM OLD.last_error THEN 'again' END
            """);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AddAsync(3));
        await AddAsync(3);
        var (handled, refused) = (new ConcurrentBag<string>(), 0);
        using var worker = Worker(message =>
        {
            handled.Add(message.Key);
            return message.Key switch
            {
                "k1" => OutboxResult.Done,
                "k2" => Interlocked.Increment(ref refused) <= 2 ? OutboxResult.TryAgain("busy") : OutboxResult.Done,
                _ => OutboxResult.GiveUp("no"),
            };
        });
        await worker.StartAsync(Cancelled);
        await Eventually.TrueAsync(
            async () =>
            {
                // Leases of the dead run out.
                await _database.ExecuteAsync("UPDATE control.outbox_message SET available_at = now() WHERE attempts > 0 AND completed_at IS NULL AND failed_at IS NULL");
                return await CountAsync("completed_at IS NOT NULL AND key <> 'k3'") == 2 && await CountAsync("failed_at IS NOT NULL AND completed_at IS NULL AND key = 'k3'") == 1;
            },
            "every message is settled");
        await worker.StopAsync(Cancelled);
        await interruption.AssertOvercomeAsync();
        Assert.Equal(["k1", "k2", "k3"], handled.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Pauses_double_up_to_a_minute()
    {
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(1, 8).Select(attempt => (int)OutboxWorker.PauseAfter(attempt).TotalSeconds));
    }

    private OutboxWorker Worker(Func<ClaimedMessage, OutboxResult> handle) => new(
        new OutboxStore(_source), [new Handler(handle)], new DatabaseSignals(_source, TimeProvider.System, NullLogger<DatabaseSignals>.Instance),
        TimeProvider.System, NullLogger<OutboxWorker>.Instance);

    private Task AddAsync(int count) => _database.ExecuteAsync(
        "INSERT INTO control.outbox_message (id, kind, key, payload, created_at, available_at, attempts) SELECT gen_random_uuid(), 'work', 'k' || n, '{}', now(), now(), 0 FROM generate_series(1, $1) n", count);

    private Task DueAsync() => _database.ExecuteAsync("UPDATE control.outbox_message SET available_at = now()");

    private Task<long> CountAsync(string condition) => _database.ScalarAsync<long>($"SELECT count(*) FROM control.outbox_message WHERE {condition}");

    private sealed class Handler(Func<ClaimedMessage, OutboxResult> handle) : IOutboxHandler
    {
        public string Kind => "work";

        public Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken) => Task.FromResult(handle(message));
    }
}
