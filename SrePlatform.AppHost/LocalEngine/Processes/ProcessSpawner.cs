using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SrePlatform.AppHost.LocalEngine.Processes;

/// <summary>
/// Starts processes so that none outlives the app host, however it dies. The kernel's parent death signal belongs to the
/// thread that forked, so all are forked by one thread that lives as long as this object. Each gets a session of its own:
/// Ctrl+C in the terminal reaches the app host alone, which then stops its parts in order.
/// </summary>
internal sealed class ProcessSpawner : IDisposable
{
    // The parent may die between fork and the registration of the signal; then the shell sees another parent and gives up.
    // It is bash because dash drops variables whose names hold a hyphen, such as services__shop-orders__http__0.
    private const string OnlyWithParent = "[ \"$PPID\" = \"$1\" ] || exit 125; shift; exec \"$@\"";

    private readonly BlockingCollection<Action> _work = [];

    public ProcessSpawner() => new Thread(Run) { IsBackground = true, Name = "process spawner" }.Start();

    public Task<ChildProcess> StartAsync(ProcessPlan plan, Action<string> output)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Start(plan, output));
            }
            catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                started.SetException(new DistributedApplicationException(
                    $"'{plan.FileName}' cannot be started: {exception.Message}. The local engine needs bash, and setsid and setpriv of the package util-linux.", exception));
            }
        });
        return started.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    /// <summary>The command line that <paramref name="plan"/> is started with.</summary>
    internal static IReadOnlyList<string> CommandLine(ProcessPlan plan, int parent)
    {
        List<string> command = ["setsid", "setpriv", "--pdeathsig", plan.ParentDeathSignal switch
        {
            UnixSignal.Interrupt => "INT",
            UnixSignal.Kill => "KILL",
            UnixSignal.Terminate => "TERM",
            _ => throw new InvalidOperationException($"Unknown signal {plan.ParentDeathSignal}."),
        }];
        if (plan.UserId is { } user)
        {
            command.AddRange([$"--reuid={user.ToString(CultureInfo.InvariantCulture)}", $"--regid={user.ToString(CultureInfo.InvariantCulture)}", "--clear-groups"]);
        }

        command.AddRange(["/bin/bash", "-c", OnlyWithParent, "bash", parent.ToString(CultureInfo.InvariantCulture), plan.FileName, .. plan.Arguments]);
        return command;
    }

    private static ChildProcess Start(ProcessPlan plan, Action<string> output)
    {
        var command = CommandLine(plan, Environment.ProcessId);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
        process.StandardInput.Close();
        return new ChildProcess(process, plan, output);
    }

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
