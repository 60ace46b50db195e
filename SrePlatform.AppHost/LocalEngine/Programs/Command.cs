using System.ComponentModel;
using System.Diagnostics;

namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>What a finished command left: both outputs in one text, in the order of the streams.</summary>
internal sealed record CommandResult(string CommandLine, int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The command, how it ended, and its last words.</summary>
    public string Explain()
    {
        var said = string.Join(Environment.NewLine, (Error + Environment.NewLine + Output)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith("npm warn", StringComparison.Ordinal))
            .Take(6)
            .Select(line => "      " + line));
        return $"`{CommandLine}` ended with code {ExitCode}{(said.Length == 0 ? "" : ":" + Environment.NewLine + said)}";
    }
}

/// <summary>Runs a program to its end and keeps what it says; it never outlives its cancellation.</summary>
internal static class Command
{
    private const int CouldNotStart = 127;
    private const int TookTooLong = 124;

    public static async Task<CommandResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        CommandOptions options,
        CancellationToken cancellationToken)
    {
        var commandLine = string.Join(' ', [Path.GetFileName(program), .. arguments.Where(argument => !argument.Contains("::", StringComparison.Ordinal) && argument != "-o")]);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingDirectory ?? Path.GetTempPath(),
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new(commandLine, CouldNotStart, "", exception.Message);
        }

        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return new(commandLine, TookTooLong, await output, $"It did not end within {options.Timeout.TotalSeconds:0} s. {await error}");
        }

        return new(commandLine, process.ExitCode, await output, await error);
    }
}

/// <summary>Where and how long a command runs.</summary>
internal sealed record CommandOptions(TimeSpan Timeout, IReadOnlyDictionary<string, string> Environment, string? WorkingDirectory = null);
