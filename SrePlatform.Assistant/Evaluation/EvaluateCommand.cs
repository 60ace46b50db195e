using System.Diagnostics;
using System.Globalization;
using SrePlatform.Assistant.Evaluation.Scenarios;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>
/// <c>evaluate &lt;suite&gt; --data &lt;folder&gt; [--json &lt;file&gt;]</c>: scores the numerics on public data,
/// without starting the service.
/// </summary>
internal static class EvaluateCommand
{
    private const string Usage = "evaluate petshop|sockshop|nab|m4|scenarios --data <folder> [--json <file>]";

    private static readonly Dictionary<string, Func<SuiteRun, EvaluationResult>> Suites = new(StringComparer.Ordinal)
    {
        ["petshop"] = PetShopSuite.Run,
        ["sockshop"] = SockShopSuite.Run,
        ["nab"] = NabSuite.Run,
        ["m4"] = M4Suite.Run,
        ["scenarios"] = ScenariosSuite.Run,
    };

    /// <summary>Runs when the arguments ask for it, leaving the exit code in the environment.</summary>
    /// <returns>Whether the arguments asked for it.</returns>
    public static bool TryRun(string[] args)
    {
        if (args is not ["evaluate", ..])
            return false;
        Environment.ExitCode = Run(args, Console.Out, Console.Error);
        return true;
    }

    /// <summary>Runs a suite and prints its table.</summary>
    /// <returns>0, or 2 when the arguments or the data are not usable.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Length < 2 || !Suites.TryGetValue(args[1], out var suite) || Option(args, "--data") is not { } data)
        {
            errors.WriteLine("Usage: " + Usage);
            return 2;
        }

        if (!Directory.Exists(data))
        {
            errors.WriteLine($"The data folder {data} does not exist. Name the folder that holds the suite's files.");
            return 2;
        }

        var json = Option(args, "--json");
        try
        {
            var result = suite(new SuiteRun(data, output, json));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Cases.Count} cases in {result.Seconds:F2} s, peak {result.PeakMegabytes:F0} MB"));
            if (json is not null)
                result.WriteTo(json);
            return 0;
        }
        catch (Exception e) when (e is IOException or FormatException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            errors.WriteLine($"The data in {data} could not be read: {e.Message}");
            return 2;
        }
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}

/// <summary>What a suite is given.</summary>
/// <param name="Data">Folder of the data set.</param>
/// <param name="Output">Where the tables go.</param>
/// <param name="JsonFile">Where the machine-readable result goes; null for nowhere.</param>
internal sealed record SuiteRun(string Data, TextWriter Output, string? JsonFile)
{
    /// <summary>Largest working set of this process so far, in MB.</summary>
    public static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    /// <summary>Prints aligned columns.</summary>
    public void Table(params string[][] rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in rows)
            Output.WriteLine(string.Join("  ", row.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))));
    }
}
