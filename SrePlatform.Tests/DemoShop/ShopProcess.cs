using System.Collections.Concurrent;
using System.Diagnostics;

namespace SrePlatform.Tests.DemoShop;

/// <summary>One part of the shop as its own process, as the AppHost starts it.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _said = [];
    private readonly Process _process;

    public ShopProcess(string part, Uri address, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SrePlatform.DemoShop.dll"), "--service", part])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasEnded => _process.HasExited;

    public string Said => string.Join(Environment.NewLine, _said);

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
