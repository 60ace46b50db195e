using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Takes executions as they come, several at once, and gives up those whose executor is lost.</summary>
internal sealed partial class ExecutorWorker(
    ExecutionStore store, ExecutePlan execute, IOptionsMonitor<ExecutorOptions> options, DatabaseSignals signals, TimeProvider time, ILogger<ExecutorWorker> logger)
    : Worker(signals, time, logger, Channels.Execution)
{
    private readonly ConcurrentDictionary<Guid, Task> _running = new();

    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var lost = await store.GiveUpLostAsync(cancellationToken);
        if (lost > 0)
        {
            Log.Lost(logger, lost);
        }

        var settings = options.CurrentValue;
        if (_running.Count >= settings.AtOnce
            || await store.ClaimAsync(settings.StormLimit, TimeSpan.FromMinutes(settings.StormMinutes), cancellationToken) is not { } claimed)
        {
            return false;
        }

        _running[claimed.Id] = RunAsync(claimed, cancellationToken);
        return true;
    }

    /// <summary>Waits for what was begun.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_running.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(ClaimedExecution claimed, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Yield();
            await execute.RunAsync(claimed, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Broke(logger, exception, claimed.Id);
        }
        catch (OperationCanceledException)
        {
            // Stopping before it began: the claim passes on.
        }
        finally
        {
            _running.TryRemove(claimed.Id, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Execution {Id} was left by an error; its lease will end.")]
        public static partial void Broke(ILogger logger, Exception exception, Guid id);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} executions were lost while they ran; they are not repeated.")]
        public static partial void Lost(ILogger logger, int count);
    }
}
