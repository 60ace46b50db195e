using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Checks one claimed execution, spends its plan, acts once, and writes how it ended.</summary>
internal sealed partial class ExecutePlan(ExecutionStore store, IEnumerable<IRunbookRunner> runners, IConfiguration configuration, TimeProvider time, ILogger<ExecutePlan> logger)
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2);

    public async Task RunAsync(ClaimedExecution execution, CancellationToken cancellationToken)
    {
        var facts = await store.FactsAsync(execution, cancellationToken);
        using var key = configuration["Automation:PublicKeyFile"] is { Length: > 0 } path ? PlanKeys.Public(path) : null;
        var (refusal, plan, runbook) = PlanCheck.Open(key, execution.Plan, execution.Signature, facts);
        var runner = runbook is null ? null : runners.FirstOrDefault(candidate => candidate.Runs(runbook.Kind));
        if (refusal == PlanRefusal.None)
        {
            // A kind that nothing here can run safely is refused, never tried again and again.
            refusal = runner?.CanRun(runbook!) ?? PlanRefusal.IsolationMissing;
        }

        if (refusal == PlanRefusal.None && !await store.BeginAsync(execution, plan!.Nonce, cancellationToken))
        {
            refusal = PlanRefusal.UsedBefore;
        }

        if (refusal != PlanRefusal.None)
        {
            Log.Refused(logger, execution.Id, refusal);
            await store.FinishAsync(execution, ExecutionState.Refused, EnumsAsText.ToText(refusal), null, cancellationToken);
            return;
        }

        await ActAsync(execution, plan!, runbook!, runner!);
    }

    /// <summary>From here on the end of the process does not end the run by itself: what was begun is finished or reported as lost.</summary>
    private async Task ActAsync(ClaimedExecution execution, Plan plan, RunbookDocument runbook, IRunbookRunner runner)
    {
        using var output = new RunOutput(store, execution.Id, runner.Secrets(runbook));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(runbook.TimeoutSeconds), time);
        using var over = new CancellationTokenSource();
        var cancelled = false;
        var alive = KeepAliveAsync(execution, () =>
        {
            cancelled = true;
            stop.Cancel();
        }, over.Token);
        var (state, result) = (ExecutionState.Failed, new RunResult("failed", null));
        try
        {
            result = await runner.RunAsync(plan, runbook, output, stop.Token);
            state = result.Reason is null ? ExecutionState.Succeeded : ExecutionState.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            (state, result) = cancelled
                ? (ExecutionState.Cancelled, new RunResult("cancelled", "It was stopped while it ran; what it had done until then stays."))
                : (ExecutionState.Failed, new RunResult("timed_out", $"It did not end within {runbook.TimeoutSeconds} s and was stopped."));
        }
#pragma warning disable CA1031 // Whatever went wrong in an action is the result of the run, and the run has to be ended.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            result = new RunResult("failed", output.Redact(exception.Message));
        }

        await over.CancelAsync();
        await alive;
        Log.Ended(logger, execution.Id, state, result.Reason ?? "");
        await store.FinishAsync(execution, state, result.Reason, result.Detail, CancellationToken.None);
    }

    private async Task KeepAliveAsync(ClaimedExecution execution, Action stop, CancellationToken over)
    {
        using var timer = new PeriodicTimer(Renewal, time);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                try
                {
                    if (!await store.RenewAsync(execution, over))
                    {
                        stop();
                        return;
                    }
                }
                catch (Npgsql.NpgsqlException exception)
                {
                    Log.NotRenewed(logger, execution.Id, exception.Message);
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Execution {Id} is refused: {Reason}.")]
        public static partial void Refused(ILogger logger, Guid id, PlanRefusal reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Execution {Id} ended: {State} {Reason}")]
        public static partial void Ended(ILogger logger, Guid id, ExecutionState state, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of execution {Id} could not be renewed: {Reason}")]
        public static partial void NotRenewed(ILogger logger, Guid id, string reason);
    }
}
