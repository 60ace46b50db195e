using System.Text;
using Microsoft.Extensions.Options;

namespace SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;

/// <summary>Why scripts can or cannot run here.</summary>
internal enum IsolationState
{
    /// <summary>Tried and found to hold.</summary>
    Namespaces,

    /// <summary>Only Linux has namespaces.</summary>
    NotLinux,

    /// <summary>A program of util-linux is missing.</summary>
    ProgramMissing,

    /// <summary>The kernel, a container or a security module does not allow them.</summary>
    NotPermitted,
}

/// <summary>What isolation there is on this machine.</summary>
/// <param name="Detail">In words, with what to do where it is missing.</param>
internal sealed record IsolationReport(IsolationState State, string Detail)
{
    public bool Holds => State == IsolationState.Namespaces;
}

/// <summary>Finds out once, by trying: a script looks at its own sandbox from the inside.</summary>
internal sealed class IsolationProbe(Sandbox sandbox, IConfiguration configuration) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Sees that it has no privileges and cannot get any, no network, and no sight of the executor's own files.
    private const string Look = """
        set -eu
        grep -q '^CapEff:[[:space:]]*0*$' /proc/self/status
        grep -q '^CapBnd:[[:space:]]*0*$' /proc/self/status
        grep -q '^NoNewPrivs:[[:space:]]*1$' /proc/self/status
        for path in "$@"; do [ ! -e "$path" ]; done
        if tail -n +3 /proc/net/dev | grep -qv '^ *lo:'; then echo 'There is a network.' >&2; exit 1; fi
        echo isolated
        """;

    private readonly SemaphoreSlim _once = new(1, 1);
    private IsolationReport? _report;

    public void Dispose() => _once.Dispose();

    public async Task<IsolationReport> ReportAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            return _report ??= await TryAsync(cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<IsolationReport> TryAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new IsolationReport(IsolationState.NotLinux, "Scripts run on Linux only: run the executor there.");
        }

        if (SandboxCommand.Needs.Where(name => Programs.Find(name) is null).ToList() is { Count: > 0 } missing)
        {
            return new IsolationReport(IsolationState.ProgramMissing, $"Install util-linux and mount: {string.Join(", ", missing)} cannot be found.");
        }

        var said = new StringBuilder();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var hidden = new[] { AppContext.BaseDirectory, configuration["DataFolder"] }.Where(path => path is { Length: > 1 } && !path.StartsWith("/usr/", StringComparison.Ordinal)).Select(path => path!);
            var end = await sandbox.RunAsync(
                new SandboxProgram(["/bin/sh", SandboxCommand.ScriptPath, .. hidden], Look),
                (_, text, _) =>
                {
                    lock (said)
                    {
                        said.Append(text);
                    }

                    return Task.CompletedTask;
                },
                patience.Token);
            return end is { Ending: SandboxEnding.Exited, ExitCode: 0 } && said.ToString().Trim() == "isolated"
                ? new IsolationReport(IsolationState.Namespaces, "Scripts run in user, network, mount, process and IPC namespaces of their own, without privileges.")
                : Refused(said.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Refused($"It did not answer within {Patience.TotalSeconds:0} s. {said}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return Refused(exception.Message);
        }
    }

    private static IsolationReport Refused(string said) => new(
        IsolationState.NotPermitted,
        $"This machine does not let the executor make namespaces ({said.Trim()}). Allow unprivileged user namespaces (kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns, user.max_user_namespaces), or run the executor outside of the container that forbids them.");
}
