using System.Runtime.InteropServices;
using SrePlatform.Benchmarks.Load;
using SrePlatform.Benchmarks.Ranking;
#if LOCAL_ENGINE
using SrePlatform.Benchmarks.Alerts;
using SrePlatform.Benchmarks.Memory;
using SrePlatform.Benchmarks.Starting;
using SrePlatform.Benchmarks.Verdicts;
#endif

namespace SrePlatform.Benchmarks;

/// <summary><c>dotnet run -c Release --project SrePlatform.Benchmarks -- &lt;name&gt;</c>.</summary>
internal static class BenchmarkCommand
{
    /// <summary>All there are; a new one is a file of its own and a line here.</summary>
    private static readonly IBenchmark[] Benchmarks =
    [
        new RankingBenchmark(),
        new LoadBenchmark(),
        new StormBenchmark(),
        new TargetsBenchmark(),
#if LOCAL_ENGINE
        new AlertsBenchmark(),
        new VerdictBenchmark(),
        new ReadyBenchmark(),
        new MemoryBenchmark(),
#endif
    ];

    /// <summary>Runs the named benchmark.</summary>
    /// <returns>0, or 2 when there is none of that name.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (args is not [var name, .. var arguments] || Benchmarks.FirstOrDefault(b => b.Name == name) is not { } benchmark)
        {
            await errors.WriteLineAsync("Usage: dotnet run -c Release --project SrePlatform.Benchmarks -- <name>");
            foreach (var known in Benchmarks)
                await errors.WriteLineAsync($"  {known.Name,-12} {known.Description}");
            return 2;
        }

        await output.WriteLineAsync($"{benchmark.Name}: {benchmark.Description}");
        await output.WriteLineAsync($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}");
#if DEBUG
        await output.WriteLineAsync("This is a debug build: run with -c Release for numbers that mean something.");
#endif
        await benchmark.RunAsync(new BenchmarkRun(arguments, output), cancellationToken);
        return 0;
    }
}
