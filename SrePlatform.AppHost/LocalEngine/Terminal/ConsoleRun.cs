using System.Diagnostics;
using System.Runtime.InteropServices;
using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Runs an application for a person at a terminal: says what happens, and stops in order when told to.</summary>
internal sealed class ConsoleRun(DistributedApplication application)
{
    private static readonly TimeSpan ParentCheck = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<string> _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var report = new ConsoleReport(application, Console.Out);
        report.Engine();
        using var signals = new Signals(this);
        using var cancelled = cancellationToken.Register(() => _stop.TrySetResult("cancelled"));
        using var watching = new CancellationTokenSource();
        application.Progress = new ImmediateProgress(report.Note);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (DistributedApplicationException exception)
        {
            report.Failure(exception.Message);
            await application.DisposeAsync();
            return 1;
        }

        var reporting = report.FollowAsync(watching.Token);
        var parent = WatchParentAsync(watching.Token);
        var first = await Task.WhenAny(_stop.Task, reporting);
        var failed = first == reporting;
        await watching.CancelAsync();
        report.Note(failed ? "Stopping what has been started." : $"Stopping ({await _stop.Task}).");
        await application.DisposeAsync();
        await reporting;
        await parent;
        report.Note("Stopped. The data is kept.");
        return failed ? 1 : 0;
    }

    // dotnet run does not pass on that it was killed: without it nobody could stop this process any more.
    private async Task WatchParentAsync(CancellationToken cancellationToken)
    {
        var parent = Unix.ParentProcessId;
        if (!ParentProcess.IsDotNetRun(parent))
        {
            return;
        }

        using var timer = new PeriodicTimer(ParentCheck);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (Unix.ParentProcessId != parent)
                {
                    _stop.TrySetResult("dotnet run has ended");
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping anyway.
        }
    }

    private sealed class ImmediateProgress(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }

    private sealed class Signals : IDisposable
    {
        // Some callers signal both the process and its group: that is one request.
        private static readonly TimeSpan SameRequest = TimeSpan.FromSeconds(0.5);

        private readonly PosixSignalRegistration[] _registrations;
        private long _first;

        public Signals(ConsoleRun run) => _registrations =
        [
            .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(signal =>
                PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = true;
                    var first = Interlocked.CompareExchange(ref _first, Stopwatch.GetTimestamp(), 0);
                    if (first == 0)
                    {
                        run._stop.TrySetResult(signal == PosixSignal.SIGINT ? "Ctrl+C; once more to stop at once" : signal.ToString());
                    }
                    else if (signal == PosixSignal.SIGINT && Stopwatch.GetElapsedTime(first) > SameRequest)
                    {
                        // The kernel ends the parts when this process is gone.
                        Environment.Exit(130);
                    }
                })),
        ];

        public void Dispose()
        {
            foreach (var registration in _registrations)
            {
                registration.Dispose();
            }
        }
    }
}
