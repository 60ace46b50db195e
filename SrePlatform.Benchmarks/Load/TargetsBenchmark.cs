using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace SrePlatform.Benchmarks.Load;

/// <summary>How long two replicas take to tell a scraper its ten thousand targets: the first time, from their caches, and after a change made elsewhere.</summary>
internal sealed class TargetsBenchmark : IBenchmark
{
    private const int Runs = 50;

    public string Name => "targets";

    public string Description => "HTTP service discovery with 10,000 targets and two replicas (ConnectionStrings__sre: an administrator's)";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var connectionString = LoadBenchmark.Connection();
        await LoadHost.MigrateAsync(connectionString);
        await LoadSeed.RunAsync(connectionString, run.Output, cancellationToken);
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var one = await LoadHost.StartAsync(connectionString);
        await using var other = await LoadHost.StartAsync(connectionString);
        using var clients = new ServiceCollection().AddHttpClient("targets", client => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LoadTokens.Discovery))
            .Services.BuildServiceProvider();
        var client = clients.GetRequiredService<IHttpClientFactory>().CreateClient("targets");
        var rows = new List<string[]> { new[] { "replica", "targets", "KiB", "first ms", "cached median ms", "cached slowest ms", "after a change ms" } };
        foreach (var (name, host) in new[] { ("one", one), ("other", other) })
        {
            var (first, body) = await AskAsync(client, host, cancellationToken);
            var cached = new List<double>();
            for (var asked = 0; asked < Runs; asked++)
            {
                cached.Add((await AskAsync(client, host, cancellationToken)).Seconds);
            }

            var address = $"changed-{Guid.NewGuid():N}:9100";
            await using var change = database.CreateCommand("UPDATE control.resource SET address = $1 WHERE id = (SELECT id FROM control.resource WHERE address IS NOT NULL ORDER BY name LIMIT 1)");
            change.Parameters.Add(new() { Value = address });
            await change.ExecuteNonQueryAsync(cancellationToken);
            var (changed, after) = await AskAsync(client, host, cancellationToken);
            if (!after.Contains(address, StringComparison.Ordinal))
            {
                throw new InvalidOperationException("A replica told old targets after a change.");
            }

            var timing = Timing.Of(cached);
            using var document = JsonDocument.Parse(after);
            rows.Add([name, $"{document.RootElement.GetArrayLength()}", $"{body.Length / 1024}", Ms(first), Ms(timing.Median), Ms(timing.Maximum), Ms(changed)]);
        }

        run.Table([.. rows]);
    }

    private static async Task<(double Seconds, string Body)> AskAsync(HttpClient client, LoadHost host, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var body = await client.GetStringAsync(new Uri(host.Address, "/api/v1/sd/prometheus"), cancellationToken);
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, body);
    }

    private static string Ms(double seconds) => (seconds * 1000).ToString("F1", CultureInfo.InvariantCulture);
}
