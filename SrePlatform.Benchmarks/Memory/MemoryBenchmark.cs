using System.Globalization;
using SrePlatform.Benchmarks.Alerts;
using SrePlatform.Benchmarks.Platform;

namespace SrePlatform.Benchmarks.Memory;

/// <summary>Resident memory of the services in the demo: at rest, and the most of it while alerts pour in.</summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    private static readonly string[] Parts = ["control-plane", "assistant", "control-plane-executor"];
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    public string Name => "memory";

    public string Description => "resident memory of the services at rest and under a load of alerts, in the demo";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var (rest, load) = (TimeSpan.FromSeconds(run.Number("--rest", 60)), TimeSpan.FromSeconds(run.Number("--load", 60)));
        await using var platform = await MeasuredPlatform.StartAsync(
            run.Output, ["--demo", "--Intervals:Seconds=5"], new Dictionary<string, string> { ["RateLimits__SourceRequestsPerMinute"] = "10000000" }, cancellationToken);
        await Task.Delay(rest, cancellationToken);
        var resting = Parts.ToDictionary(part => part, platform.ResidentBytes);
        var most = new Dictionary<string, long>(resting);
        var loading = AlertLoad.RunAsync(platform.Sender, senders: 4, batch: 20, load, cancellationToken);
        while (!loading.IsCompleted)
        {
            await Task.Delay(Between, cancellationToken);
            foreach (var part in Parts)
                most[part] = Math.Max(most[part], platform.ResidentBytes(part));
        }

        var result = await loading;
        run.Table([["service", "at rest MB", "under load MB"], .. Parts.Select(part => new[] { part, Megabytes(resting[part]), Megabytes(most[part]) })]);
        run.Output.WriteLine($"The load: {result.PerSecond.ToString("N0", CultureInfo.InvariantCulture)} new alerts a second for {load.TotalSeconds} s.");
    }

    private static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("N0", CultureInfo.InvariantCulture);
}
