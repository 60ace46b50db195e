using System.Globalization;
using SrePlatform.Benchmarks.Platform;

namespace SrePlatform.Benchmarks.Alerts;

/// <summary>
/// How many new alerts a second are acknowledged: by the Control Plane, which has each in PostgreSQL then, and by Debian's
/// Alertmanager, which has it in memory. The same load in turns, each once to warm up; what acknowledges keeps on working on them.
/// </summary>
internal sealed class AlertsBenchmark : IBenchmark
{
    private static readonly int[] Batches = [1, 100];

    public string Name => "alerts";

    public string Description => "new alerts a second in batches of 1 and 100, beside Debian's prometheus-alertmanager";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var (seconds, rounds, senders) = (run.Number("--seconds", 6), run.Number("--rounds", 3), run.Number("--senders", 16));
        await using var alertmanager = await Alertmanager.StartAsync(run.Output, cancellationToken);
        await using var platform = await MeasuredPlatform.StartAsync(
            run.Output, ["--Intervals:Seconds=15"], new Dictionary<string, string> { ["RateLimits__SourceRequestsPerMinute"] = "10000000" }, cancellationToken);
        var receivers = new (string Name, Func<HttpClient> Open)[] { ("Control Plane", platform.Sender), ("Alertmanager", alertmanager.Sender) };
        var rows = new List<string[]> { new[] { "receiver", "batch", "alerts/s", "min", "max", "p50 ms", "p99 ms" } };
        foreach (var batch in Batches)
        {
            var results = receivers.ToDictionary(receiver => receiver.Name, _ => new List<LoadResult>());
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var (name, open) in receivers)
                {
                    var result = await AlertLoad.RunAsync(open, senders, batch, TimeSpan.FromSeconds(round == 0 ? 2 : seconds), cancellationToken);
                    if (round > 0)
                        results[name].Add(result);
                }
            }

            rows.AddRange(results.Select(result => Row(result.Key, batch, result.Value)));
        }

        run.Output.WriteLine($"{senders} senders, {rounds} rounds of {seconds} s each, median round");
        run.Table([.. rows]);
        await using var database = platform.Database();
        await using var count = database.CreateCommand("SELECT count(*) FROM control.alert");
        run.Output.WriteLine($"{await count.ExecuteScalarAsync(cancellationToken)} alerts are in PostgreSQL.");
    }

    private static string[] Row(string name, int batch, List<LoadResult> results)
    {
        var sorted = results.OrderBy(result => result.PerSecond).ToList();
        var median = sorted[sorted.Count / 2];
        return [name, Text(batch), Text(median.PerSecond), Text(sorted[0].PerSecond), Text(sorted[^1].PerSecond), Text(median.MedianMs, 1), Text(median.P99Ms, 1)];
    }

    private static string Text(double value, int digits = 0) => value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
