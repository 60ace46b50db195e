#if LOCAL_ENGINE
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.Tests.AppHost.LocalEngine;

/// <summary>The app host's own program, as a person starts it, on a data folder of the test.</summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _data;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppHostProcess(string data, IEnumerable<string> args)
    {
        _data = data;
        var start = new ProcessStartInfo(AppHostAssembly.DotNet, [AppHostAssembly.Path, "--data", data, .. args]) { RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Every process that was started for the data folder, by what the logs say.</summary>
    public IReadOnlyList<int> Parts => [.. Directory.EnumerateFiles(Path.Combine(_data, "logs"))
        .SelectMany(File.ReadLines)
        .Select(line => Started().Match(line))
        .Where(match => match.Success)
        .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    public static AppHostProcess Start(string data, params string[] args) => new(data, args);

    /// <summary>What it said once everything was ready, or once it failed.</summary>
    public Task<string> SettledAsync(CancellationToken cancellationToken) => _settled.Task.WaitAsync(TimeSpan.FromMinutes(3), cancellationToken);

    public void Kill() => _process.Kill();

    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        Unix.Signal(_process.Id, UnixSignal.Terminate);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Take(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line is null || line.StartsWith("Failed", StringComparison.Ordinal) || line.StartsWith("Cannot start", StringComparison.Ordinal) || line.Contains("Ctrl+C", StringComparison.Ordinal))
        {
            _settled.TrySetResult(Output);
        }
    }

    [GeneratedRegex(@"^--- started as process (\d+)")]
    private static partial Regex Started();
}
#endif
