using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Automation.Secrets;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Checks one claimed execution, spends its plan, acts once, and writes how it ended.</summary>
internal sealed partial class ExecutePlan(
    ExecutionStore store, IEnumerable<IRunbookRunner> runners, SealingKey sealing, ExecutionSteps steps, IConfiguration configuration, TimeProvider time, ILogger<ExecutePlan> logger)
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2);

    public async Task RunAsync(ClaimedExecution execution, CancellationToken cancellationToken)
    {
        steps.Reached(ExecutionStep.Claimed);
        var facts = await store.FactsAsync(execution, cancellationToken);
        if (facts.Cancelled)
        {
            await store.FinishAsync(execution, ExecutionState.Cancelled, "cancelled", "It was stopped before it began.", cancellationToken);
            return;
        }

        using var key = configuration["Automation:PublicKeyFile"] is { Length: > 0 } path ? PlanKeys.Public(path) : null;
        var (refusal, plan, runbook) = PlanCheck.Open(key, execution.Plan, execution.Signature, facts);
        var runner = runbook is null ? null : runners.FirstOrDefault(candidate => candidate.Runs(runbook.Kind));
        var secrets = runbook is null ? null : sealing.Open(execution.Id, execution.SealedSecrets);
        string? detail = null;
        if (refusal == PlanRefusal.None)
        {
            (refusal, detail) = await RefusalAsync(runner!, runbook!, secrets, cancellationToken);
        }

        steps.Reached(ExecutionStep.Checked);
        if (refusal == PlanRefusal.None && !await store.BeginAsync(execution, plan!.Nonce, cancellationToken))
        {
            refusal = PlanRefusal.UsedBefore;
        }

        if (refusal != PlanRefusal.None)
        {
            Log.Refused(logger, execution.Id, refusal);
            await store.FinishAsync(execution, ExecutionState.Refused, EnumsAsText.ToText(refusal), detail, cancellationToken);
            return;
        }

        await ActAsync(execution, new RunOrder(plan!, runbook!, secrets!), runner!);
    }

    /// <summary>What cannot run here is refused, never tried again and again.</summary>
    private static async Task<(PlanRefusal Refusal, string? Detail)> RefusalAsync(
        IRunbookRunner runner, RunbookDocument runbook, IReadOnlyDictionary<string, string>? secrets, CancellationToken cancellationToken)
    {
        if (await runner.RefusalAsync(runbook, cancellationToken) is { } here)
        {
            return (here.Reason, here.Detail);
        }

        var missing = runbook.Action.Secrets.Where(pair => secrets?.ContainsKey(pair.Key) != true).Select(pair => pair.Value).Distinct().ToList();
        return missing.Count > 0
            ? (PlanRefusal.SecretMissing, $"It names {string.Join(", ", missing)}, which is not there, not for this runbook, or was sealed for another executor. Look at the secrets of the automation and ask again.")
            : (PlanRefusal.None, null);
    }

    /// <summary>From here on the end of the process does not end the run by itself: what was begun is finished or reported as lost.</summary>
    private async Task ActAsync(ClaimedExecution execution, RunOrder order, IRunbookRunner runner)
    {
        using var output = new RunOutput(store, execution.Id, new SecretFilter([.. runner.Secrets(order.Runbook), .. order.Secrets.Values]));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(order.Runbook.TimeoutSeconds), time);
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
            steps.Reached(ExecutionStep.Begun);
            result = await TryAsync(order, runner, output, stop.Token);
            state = result.Reason is null ? ExecutionState.Succeeded : ExecutionState.Failed;
            steps.Reached(ExecutionStep.Acted);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            (state, result) = cancelled
                ? (ExecutionState.Cancelled, new RunResult("cancelled", "It was stopped while it ran; what it had done until then stays."))
                : (ExecutionState.Failed, new RunResult("timed_out", $"It did not end within {order.Runbook.TimeoutSeconds} s and was stopped."));
        }
#pragma warning disable CA1031 // Whatever went wrong in an action is the result of the run, and the run has to be ended.
        catch (Exception exception) when (exception is not LostAt)
#pragma warning restore CA1031
        {
            result = new RunResult("failed", output.Redact(exception.Message));
        }
        finally
        {
            await over.CancelAsync();
            await alive;
        }

        Log.Ended(logger, execution.Id, state, result.Reason ?? "");
        await store.FinishAsync(execution, state, result.Reason, result.Detail, CancellationToken.None);
        steps.Reached(ExecutionStep.Finished);
    }

    /// <summary>Once, and again only where the runbook says that twice does no harm; the time is for all of it together.</summary>
    private async Task<RunResult> TryAsync(RunOrder order, IRunbookRunner runner, RunOutput output, CancellationToken stop)
    {
        for (var left = order.Runbook.Retry?.Times ?? 0; ; left--)
        {
            var result = await runner.RunAsync(order, output, stop);
            if (result.Reason is null || left == 0)
            {
                return result;
            }

            await output.WriteAsync("note", $"{result.Detail} The runbook says that it is safe to repeat: trying again in {order.Runbook.Retry!.WaitSeconds} s.", stop);
            await Task.Delay(TimeSpan.FromSeconds(order.Runbook.Retry.WaitSeconds), time, stop);
        }
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
