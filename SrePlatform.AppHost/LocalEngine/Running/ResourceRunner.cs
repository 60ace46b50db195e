using System.Diagnostics;
using System.Globalization;
using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Runs one resource: waits for what it needs, starts it, watches its health, starts it again when it ends.</summary>
internal sealed class ResourceRunner(
    IResource resource,
    ILauncher launcher,
    int? expectedExitCode,
    LaunchContext context,
    ResourceLog log,
    Action<CustomResourceSnapshot> publish,
    ResourceNotificationService notifications)
{
    private static readonly TimeSpan ProbeWhileStarting = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProbeWhileHealthy = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<LocalHealthCheck> _checks = [.. resource.Annotations.OfType<LocalHealthCheck>()];
    private bool _everHealthy;

    private volatile int _process;

    public IResource Resource => resource;

    /// <summary>The process that runs at present; 0 for none.</summary>
    public int ProcessId => _process;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await WaitForDependenciesAsync(stopping);
            for (var failures = 0; ;)
            {
                var started = Stopwatch.GetTimestamp();
                var exitCode = await RunOnceAsync(stopping);
                failures = Stopwatch.GetElapsedTime(started) > Backoff.Settled ? 1 : failures + 1;
                var decision = Backoff.Decide(expectedExitCode is not null, expectedExitCode ?? 0, exitCode, _everHealthy, failures);
                if (decision == ExitDecision.Finished)
                {
                    publish(new CustomResourceSnapshot(KnownResourceStates.Finished, ExitCode: exitCode));
                    return;
                }

                var ended = $"ended with exit code {exitCode.ToString(CultureInfo.InvariantCulture)}";
                if (decision == ExitDecision.GiveUp)
                {
                    throw new DistributedApplicationException(failures == 1 ? ended : $"{ended}, {failures.ToString(CultureInfo.InvariantCulture)} times in a row");
                }

                var delay = Backoff.Delay(failures);
                publish(new CustomResourceSnapshot(KnownResourceStates.Exited, HealthStatus.Unhealthy, exitCode, ended));
                log.Write($"--- {ended}; starts again in {delay.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)} s");
                await Task.Delay(delay, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            publish(new CustomResourceSnapshot(KnownResourceStates.Finished));
        }
        catch (Exception exception)
        {
            log.Write($"--- {exception.Message}");
            publish(new CustomResourceSnapshot(KnownResourceStates.FailedToStart, Message: exception.Message));
        }
    }

    private async Task WaitForDependenciesAsync(CancellationToken cancellationToken)
    {
        publish(new CustomResourceSnapshot(KnownResourceStates.Waiting));
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            var reached = await notifications.WaitForResourceAsync(wait.Resource.Name, change => IsOver(wait, change.Snapshot), cancellationToken);
            if (reached.Snapshot.State == KnownResourceStates.FailedToStart)
            {
                throw new DependencyFailedException(wait.Resource.Name);
            }
        }
    }

    private static bool IsOver(WaitAnnotation wait, CustomResourceSnapshot state) => state.State == KnownResourceStates.FailedToStart || wait.WaitType switch
    {
        WaitType.WaitForCompletion => state.State == KnownResourceStates.Finished,
        WaitType.WaitUntilStarted => state.State == KnownResourceStates.Running,
        WaitType.WaitUntilHealthy => state is { State: KnownResourceStates.Running, HealthStatus: HealthStatus.Healthy },
        _ => throw new InvalidOperationException($"Unknown wait {wait.WaitType}."),
    };

    private async Task<int> RunOnceAsync(CancellationToken stopping)
    {
        publish(new CustomResourceSnapshot(KnownResourceStates.Starting));
        var plan = await launcher.PrepareAsync(context, stopping);
        stopping.ThrowIfCancellationRequested();
        await using var process = await context.Spawner.StartAsync(plan, log.Write);
        _process = process.Id;
        log.Write($"--- started as process {process.Id.ToString(CultureInfo.InvariantCulture)}: {plan.FileName}");
        if (expectedExitCode is not null)
        {
            publish(new CustomResourceSnapshot(KnownResourceStates.Running));
            return await process.Exited.WaitAsync(stopping);
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var watching = WatchHealthAsync(ended.Token);
        try
        {
            return await process.Exited.WaitAsync(stopping);
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var problem = await CheckAsync(cancellationToken);
                _everHealthy |= problem is null;
                publish(new CustomResourceSnapshot(KnownResourceStates.Running, problem is null ? HealthStatus.Healthy : HealthStatus.Unhealthy, Message: problem));
                await Task.Delay(problem is null ? ProbeWhileHealthy : ProbeWhileStarting, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process has ended or is being stopped.
        }
    }

    private async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var check in _checks)
        {
            if (await check.CheckAsync(cancellationToken) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }
}
