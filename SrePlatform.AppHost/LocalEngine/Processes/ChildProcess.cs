using System.Diagnostics;

namespace SrePlatform.AppHost.LocalEngine.Processes;

/// <summary>A started process, its output, and its end.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly ProcessPlan _plan;
    private readonly Task _output;

    public ChildProcess(Process process, ProcessPlan plan, Action<string> output)
    {
        _process = process;
        _plan = plan;
        Id = process.Id;
        _output = Task.WhenAll(PumpAsync(process.StandardOutput, output), PumpAsync(process.StandardError, output));
        Exited = WaitAsync();
    }

    public int Id { get; }

    /// <summary>Ends with the exit code, after all output has been read.</summary>
    public Task<int> Exited { get; }

    /// <summary>Asks the process to end, and kills what is left after a while.</summary>
    public async Task StopAsync()
    {
        if (!Exited.IsCompleted)
        {
            Unix.Signal(Id, _plan.StopSignal);
            await Task.WhenAny(Exited, Task.Delay(_plan.StopTimeout));
        }

        // The leader may have left others of its group behind.
        Unix.SignalGroup(Id, UnixSignal.Kill);
        await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            output(line);
        }
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        await Task.WhenAny(_output, Task.Delay(OutputGrace));
        return _process.ExitCode;
    }
}
