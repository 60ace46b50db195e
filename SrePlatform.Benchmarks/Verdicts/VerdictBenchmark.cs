using System.Globalization;
using System.Net.Http.Json;
using Npgsql;
using SrePlatform.Benchmarks.Platform;

namespace SrePlatform.Benchmarks.Verdicts;

/// <summary>
/// From an alert that arrived to its diagnosis that is stored, in the demo at its usual pace with a bad deployment in it: grouped into an
/// incident, handed over, diagnosed from real measurements. Times are the database's.
/// </summary>
internal sealed class VerdictBenchmark : IBenchmark
{
    private static readonly string[] Services = ["storefront", "catalog", "checkout", "payment", "inventory"];

    public string Name => "verdict";

    public string Description => "from an alert to its stored diagnosis in the demo";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var (samples, normal) = (run.Number("--samples", 30), TimeSpan.FromSeconds(run.Number("--normal", 150)));
        // Every alert gets an incident, and so a diagnosis, of its own.
        await using var platform = await MeasuredPlatform.StartAsync(
            run.Output, ["--demo", "--Intervals:Seconds=5"],
            new Dictionary<string, string> { ["Incidents__GroupingGap"] = "00:00:01", ["Incidents__ReopenWithin"] = "00:00:00" }, cancellationToken);
        await using var database = platform.Database();
        using var sender = platform.Sender();
        using var shop = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = platform.Address("shop-console") };
        run.Output.WriteLine($"Letting {normal.TotalSeconds} s of normal time pass ...");
        await Task.Delay(normal, cancellationToken);
        using (await shop.PutAsJsonAsync("/faults/bad-deployment-payment", new { enabled = true }, cancellationToken))
        {
            await Task.Delay(TimeSpan.FromSeconds(20), cancellationToken);
        }

        for (var sample = 0; sample < samples; sample++)
        {
            using var posted = await sender.PostAsJsonAsync("/api/v2/alerts", new[] { Alert(sample) }, cancellationToken);
            posted.EnsureSuccessStatusCode();
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }

        await Task.Delay(TimeSpan.FromSeconds(15), cancellationToken);
        var seconds = await SecondsAsync(database, cancellationToken);
        var verdicts = await TextAsync(database, "SELECT string_agg(verdict || ' ' || n, ', ') FROM (SELECT verdict, count(*) AS n FROM assistant.analysis GROUP BY 1) v", cancellationToken);
        double[] sorted = [.. seconds.Order()];
        run.Table(["diagnoses", "p50 s", "p95 s", "max s"], [Text(sorted.Length), Text(At(sorted, 0.5), 2), Text(At(sorted, 0.95), 2), Text(sorted[^1], 2)]);
        run.Output.WriteLine($"{samples} alerts were sent; verdicts: {verdicts}");
    }

    private static object Alert(int sample)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new
        {
            labels = new { alertname = $"Benchmark{sample.ToString(CultureInfo.InvariantCulture)}", service = Services[sample % Services.Length], severity = "warning" },
            startsAt = now.ToString("O", CultureInfo.InvariantCulture),
            endsAt = now.AddMinutes(10).ToString("O", CultureInfo.InvariantCulture),
        };
    }

    private static async Task<List<double>> SecondsAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            SELECT extract(epoch FROM min(n.created_at) - a.received_at)::float8
            FROM control.alert a JOIN assistant.diagnosis_session s ON s.incident_id = a.incident_id JOIN assistant.analysis n ON n.session_id = s.id
            WHERE a.rule LIKE 'Benchmark%' GROUP BY a.id, a.received_at HAVING min(n.created_at) > a.received_at
            """);
        var seconds = new List<double>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            seconds.Add(rows.GetDouble(0));
        return seconds.Count > 0 ? seconds : throw new InvalidOperationException("No alert got a diagnosis.");
    }

    private static async Task<string?> TextAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The statement above.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static string Text(double value, int digits = 0) => value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
