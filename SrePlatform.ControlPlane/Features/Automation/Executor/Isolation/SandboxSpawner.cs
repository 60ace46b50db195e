using System.Collections.Concurrent;
using System.Diagnostics;

namespace SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;

/// <summary>
/// Starts processes that do not outlive the executor, however it dies. The kernel's parent death signal belongs to the thread that forked,
/// so all are forked by one thread that lives as long as this object.
/// </summary>
internal sealed class SandboxSpawner : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    public SandboxSpawner() => new Thread(Run) { IsBackground = true, Name = "sandbox spawner" }.Start();

    public Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start) ?? throw new InvalidOperationException("No process was started."));
            }
            catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
