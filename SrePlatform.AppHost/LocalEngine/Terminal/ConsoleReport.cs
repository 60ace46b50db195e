using System.Diagnostics;
using System.Globalization;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>What a person sees of a run: the engine, each part as it becomes ready, what fails and why, and where to go.</summary>
internal sealed class ConsoleReport(DistributedApplication application, TextWriter output)
{
    private static readonly TimeSpan StillWaiting = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly HashSet<string> _ready = [];
    private readonly HashSet<string> _troubled = [];

    public void Engine()
    {
        Note($"Engine: local (embedded) — {AppHostAssembly.EngineReason}; choose with -p:AppHostEngine=aspire|local");
        Note($"Data: {application.Builder.Data.Path}");
    }

    public void Note(string line)
    {
        lock (_gate)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }

    public void Failure(string message) => Note($"{Environment.NewLine}Cannot start: {message}");

    /// <summary>Writes what happens until cancelled, or until a part has failed to start.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var failed = new TaskCompletionSource<ResourceEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = application.ResourceNotifications.Subscribe(change => Changed(change, failed));
        try
        {
            await WaitUntilReadyAsync(failed.Task, cancellationToken);
            if (!failed.Task.IsCompleted)
            {
                await WelcomeAsync(cancellationToken);
            }

            var change = await failed.Task.WaitAsync(cancellationToken);
            Note(FailureText.Of(change, application.CurrentRun!.LogOf(change.Resource)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private IEnumerable<IResource> Parts => application.Builder.Resources.Where(resource => resource.Annotations.OfType<LauncherAnnotation>().Any());

    private async Task WaitUntilReadyAsync(Task failed, CancellationToken cancellationToken)
    {
        var ready = Task.WhenAll(Parts.Select(part => application.ResourceNotifications.WaitForResourceAsync(part.Name, IsReady, cancellationToken)));
        while (!ready.IsCompleted && !failed.IsCompleted)
        {
            await Task.WhenAny(ready, failed, Task.Delay(StillWaiting, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (!ready.IsCompleted && !failed.IsCompleted)
            {
                Note($"  {Elapsed()}  waiting for {string.Join(", ", WaitingFor())}");
            }
        }
    }

    private IEnumerable<string> WaitingFor() => application.ResourceNotifications.Current
        .Where(change => !IsReady(change) && change.Snapshot.State != KnownResourceStates.Waiting && change.Resource is not IResourceWithParent)
        .Select(change => change.Resource.Name + (change.Snapshot.Message is { } message ? $" ({message})" : ""));

    private async Task WelcomeAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in application.Builder.Resources)
        {
            if (resource.Annotations.OfType<NotAvailableAnnotation>().FirstOrDefault() is { } missing)
            {
                Note($"  {resource.Name} is not available: {missing.Reason}");
            }
        }

        Note("");
        Note($"Ready after {Elapsed().Trim()}.");
        foreach (var line in application.Builder.Welcome)
        {
            Note(await line(cancellationToken));
        }

        Note($"  Data and logs    {application.Builder.Data.Path} (logs/<part>.log)");
        Note("  Stop             Ctrl+C");
    }

    private void Changed(ResourceEvent change, TaskCompletionSource<ResourceEvent> failed)
    {
        var (resource, snapshot) = change;
        if (!resource.Annotations.OfType<LauncherAnnotation>().Any())
        {
            return;
        }

        if (snapshot.State == KnownResourceStates.FailedToStart)
        {
            failed.TrySetResult(change);
        }
        else if (IsReady(change))
        {
            bool first, recovered;
            lock (_gate)
            {
                (first, recovered) = (_ready.Add(resource.Name), _troubled.Remove(resource.Name));
            }

            if (first || recovered)
            {
                Note($"  {Elapsed()}  {resource.Name.PadRight(24)} {(snapshot.State == KnownResourceStates.Finished ? "done" : first ? "ready" : "ready again")}");
            }
        }
        else if (snapshot.State == KnownResourceStates.Exited)
        {
            lock (_gate)
            {
                _troubled.Add(resource.Name);
            }

            Note($"  {Elapsed()}  {resource.Name.PadRight(24)} {snapshot.Message}; starting it again (see logs/{resource.Name}.log)");
        }
    }

    private static bool IsReady(ResourceEvent change) =>
        change.Snapshot is { State: KnownResourceStates.Running, HealthStatus: HealthStatus.Healthy } or { State: KnownResourceStates.Finished, ExitCode: not null };

    private string Elapsed() => Stopwatch.GetElapsedTime(_began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(5) + " s";
}
