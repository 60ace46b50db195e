using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;

namespace SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;

/// <summary>Takes what a program says: the stream, <c>out</c> or <c>err</c>, and text as it comes.</summary>
internal delegate Task SandboxOutput(string stream, string text, CancellationToken cancellationToken);

/// <summary>Runs programs that nobody trusts, with nothing of the executor's own environment, until they end, exceed a limit or are stopped.</summary>
internal sealed class Sandbox(SandboxSpawner spawner, IOptionsMonitor<ExecutorOptions> options, TimeProvider time)
{
    /// <summary>What a program may say before it is ended; far less of it is kept.</summary>
    public const long MostOutput = 16 * 1024 * 1024;
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <exception cref="OperationCanceledException">It was stopped: all of its processes are gone.</exception>
    public async Task<SandboxEnd> RunAsync(SandboxProgram program, SandboxOutput output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = await spawner.StartAsync(Start(program));
        using var over = new CancellationTokenSource();
        var ending = SandboxEnding.Exited;
        await using var stop = cancellationToken.Register(() => Kill(process));
        var said = 0L;
        async Task PumpAsync(Stream stream, string name)
        {
            var (bytes, chars, decoder) = (new byte[8192], new char[8192], new UTF8Encoding(false).GetDecoder());
            int length;
            while ((length = await stream.ReadAsync(bytes, CancellationToken.None)) > 0)
            {
                if (Interlocked.Add(ref said, length) > MostOutput)
                {
                    ending = SandboxEnding.OutputLimit;
                    Kill(process);
                }

                await output(name, new string(chars, 0, decoder.GetChars(bytes, 0, length, chars, 0)), CancellationToken.None);
            }
        }

        var watching = WatchAsync(process, program.MemoryMegabytes * Megabyte, () => ending = SandboxEnding.MemoryLimit, over.Token);
        await Task.WhenAll(FeedAsync(process, program.Text), PumpAsync(process.StandardOutput.BaseStream, "out"), PumpAsync(process.StandardError.BaseStream, "err"));
        await process.WaitForExitAsync(CancellationToken.None);
        await over.CancelAsync();
        await watching;
        cancellationToken.ThrowIfCancellationRequested();
        return new SandboxEnd(ending, process.ExitCode);
    }

    private ProcessStartInfo Start(SandboxProgram program)
    {
        var command = SandboxCommand.For(program, Environment.ProcessId, Environment.IsPrivilegedProcess ? options.CurrentValue.ScriptUserId : null);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in program.Environment)
        {
            start.Environment[name] = value;
        }

        (start.Environment["PATH"], start.Environment["HOME"], start.Environment["TMPDIR"], start.Environment["LANG"]) = (SandboxCommand.Path, "/work", "/tmp", "C.UTF-8");
        return start;
    }

    private static async Task FeedAsync(Process process, string text)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read its text; how, its exit code and error stream tell.
        }
    }

    private async Task WatchAsync(Process process, long most, Action exceeded, CancellationToken over)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                if (ProcessTree.ResidentBytes(process.Id) > most)
                {
                    exceeded();
                    Kill(process);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // It ended by itself.
        }
    }

    /// <summary>The whole tree; whatever it started since dies with the first process of its namespace.</summary>
    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
