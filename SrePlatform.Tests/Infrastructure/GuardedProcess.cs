using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SrePlatform.Tests.Infrastructure;

/// <summary>A program that ends when this object is disposed, or when the process of the tests dies in whatever way.</summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    private readonly Process _shell;

    private GuardedProcess(Process shell) => _shell = shell;

    /// <param name="log">File that takes its output.</param>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Given to it as they are.</param>
    public static GuardedProcess Start(string log, string program, params string[] arguments)
    {
        const string script = """
            log=$1; shift
            "$@" >"$log" 2>&1 </dev/null &
            program=$!
            cat >/dev/null || true
            kill -INT $program 2>/dev/null
            wait $program || true
            """;
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in (string[])["-c", script, "guard", log, program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
