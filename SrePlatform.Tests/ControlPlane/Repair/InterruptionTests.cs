using SrePlatform.ControlPlane.Features.Automation.Executor;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>An executor that is lost at any point of an execution: nothing runs twice, nothing is forgotten, the record says what is known.</summary>
[Trait("Category", "Database")]
public sealed class InterruptionTests(PostgresServer server)
{
    /// <summary>How it ends once another executor is there, and how often the target was called in all.</summary>
    private static readonly Dictionary<ExecutionStep, (string State, int Calls)> Expected = new()
    {
        [ExecutionStep.Claimed] = ("succeeded", 1),
        [ExecutionStep.Checked] = ("succeeded", 1),
        [ExecutionStep.Begun] = ("unknown executor_lost", 0),
        [ExecutionStep.Acted] = ("unknown executor_lost", 1),
        [ExecutionStep.Finished] = ("succeeded", 1),
    };

    [Fact]
    public async Task An_executor_lost_at_any_step_repeats_nothing_and_forgets_nothing()
    {
        var steps = new LostSteps();
        await using var host = await RepairHost.StartAsync(server, steps);
        foreach (var step in Enum.GetValues<ExecutionStep>())
        {
            var before = host.Target.Requests.Count;
            var id = await host.QueuedAsync();
            steps.LostAt = step;
            Assert.Equal(step, (await Assert.ThrowsAsync<LostAt>(host.ExecuteAsync)).Step);
            steps.LostAt = null;

            // While its lease runs, nobody else touches it; then another executor comes.
            Assert.False(await host.ExecuteAsync());
            await host.Database.ExecuteAsync("UPDATE control.execution SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL");
            await host.Store.GiveUpLostAsync(TestContext.Current.CancellationToken);
            while (await host.ExecuteAsync())
            {
            }

            Assert.Equal((step, Expected[step].State), (step, await host.StateAsync(id)));
            Assert.Equal((step, Expected[step].Calls), (step, host.Target.Requests.Count - before));
            Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE target_type = 'execution' AND target_id = $1 AND action <> 'plan.signed'", id.ToString()));
        }
    }

    private sealed class LostSteps : ExecutionSteps
    {
        public ExecutionStep? LostAt { get; set; }

        public override void Reached(ExecutionStep step)
        {
            if (step == LostAt)
            {
                throw new LostAt(step);
            }
        }
    }
}
