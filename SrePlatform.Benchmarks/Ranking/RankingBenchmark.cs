using System.Diagnostics;
using System.Globalization;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Benchmarks.Ranking;

/// <summary>
/// Root causes of a made-up system of many services, an hour at 15 s: every service has five signals, calls three others,
/// and one of them got slow after forty minutes: felt by its callers alone, or in a storm by all that depend on it.
/// </summary>
internal sealed class RankingBenchmark : IBenchmark
{
    private const int SignalsPerService = 5;

    public string Name => "ranking";

    public string Description => "root-cause ranking of 100, 1,000 and 10,000 series of one hour at 15 s";

    public Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>();
        rows.Add(["series", "samples", .. Timing.Header, "allocated MB", "first"]);
        foreach (var (series, isStorm) in new[] { (100, false), (1_000, false), (10_000, false), (1_000, true), (10_000, true) })
        {
            var system = new LargeSystem(series / SignalsPerService, seed: 1, isStorm);
            var input = system.Input();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var result = RootCauseRanking.Rank(input);
            var allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1048576.0;
            var timing = BenchmarkRun.Time(run.Number("--runs", 5), () => RootCauseRanking.Rank(input));
            var found = result.Candidates[0].Service == system.Cause ? "the cause" : result.Candidates[0].Service;
            rows.Add(
            [
                series.ToString("N0", CultureInfo.InvariantCulture) + (isStorm ? ", storm" : ""),
                input.Series.Sum(s => s.Values.Length).ToString("N0", CultureInfo.InvariantCulture),
                .. timing.Cells(),
                allocated.ToString("F0", CultureInfo.InvariantCulture),
                found,
            ]);
        }

        run.Table([.. rows]);
        using var process = Process.GetCurrentProcess();
        run.Output.WriteLine($"Peak working set {process.PeakWorkingSet64 / 1048576} MB");
        return Task.CompletedTask;
    }
}
