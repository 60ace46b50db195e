using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace SrePlatform.Benchmarks.Load;

/// <summary>
/// Fifty thousand alerts of forty services that depend on one, posted within a minute as vmalert posts them, while somebody looks at the
/// list of incidents: what is kept, how many incidents come of it, when the last alert is in one, and how long the list takes.
/// </summary>
internal sealed class StormBenchmark : IBenchmark
{
    private const int Services = 40;
    private const int Rules = 25;
    private const int PerRequest = 500;

    public string Name => "storm";

    public string Description => "50,000 alerts in a minute (--alerts 50000; ConnectionStrings__sre: an administrator's)";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var (alerts, connectionString) = (run.Number("--alerts", 50_000), LoadBenchmark.Connection());
        await LoadHost.MigrateAsync(connectionString);
        await using var database = NpgsqlDataSource.Create(connectionString);
        var storm = $"storm-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";
        await DependAsync(database, storm, cancellationToken);
        var before = await CountAsync(database, "SELECT count(*) FROM control.incident", cancellationToken);
        await using var host = await LoadHost.StartAsync(connectionString);
        using var clients = new ServiceCollection().AddHttpClient("storm", client => client.BaseAddress = host.Address)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }).Services.BuildServiceProvider();
        var client = clients.GetRequiredService<IHttpClientFactory>().CreateClient("storm");

        var clock = Stopwatch.StartNew();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var looking = LookAsync(client, host.Cookie(), over.Token);
        await PostAsync(client, storm, alerts, cancellationToken);
        var posted = clock.Elapsed;
        var grouped = $"SELECT count(*) FROM control.alert WHERE source = 'vmalert' AND service LIKE '{storm}-%' AND incident_id IS NOT NULL";
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await CountAsync(database, grouped, cancellationToken) < alerts && clock.Elapsed < TimeSpan.FromMinutes(10))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        var settled = clock.Elapsed;
        await over.CancelAsync();
        double[] looks = [.. (await looking).Order()];
        run.Table(
            ["alerts", "posted in s", "stored", "in an incident", "after s", "incidents", "list: looks", "median ms", "p95 ms"],
            [
                $"{alerts}", Seconds(posted), $"{await CountAsync(database, $"SELECT count(*) FROM control.alert WHERE service LIKE '{storm}-%'", cancellationToken)}",
                $"{await CountAsync(database, grouped, cancellationToken)}", Seconds(settled), $"{await CountAsync(database, "SELECT count(*) FROM control.incident", cancellationToken) - before}",
                $"{looks.Length}", Ms(looks[looks.Length / 2]), Ms(looks[(int)(looks.Length * 0.95)]),
            ]);
    }

    private static async Task DependAsync(NpgsqlDataSource database, string storm, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO control.declared_edge (id, from_service, to_service, created_at) SELECT gen_random_uuid(), $1 || '-' || n, $1 || '-0', now() FROM generate_series(1, $2) n");
        command.Parameters.Add(new() { Value = storm });
        command.Parameters.Add(new() { Value = Services - 1 });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task PostAsync(HttpClient client, string storm, int alerts, CancellationToken cancellationToken)
    {
        var requests = (alerts + PerRequest - 1) / PerRequest;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(58d / requests));
        var sending = new List<Task>();
        foreach (var chunk in Enumerable.Range(0, alerts).Chunk(PerRequest))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            sending.Add(SendAsync(client, [.. chunk.Select(number => Alert(storm, number))], cancellationToken));
        }

        await Task.WhenAll(sending);
    }

    private static async Task SendAsync(HttpClient client, object[] alerts, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v2/alerts", UriKind.Relative)) { Content = JsonContent.Create(alerts) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", LoadTokens.Ingest);
        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static object Alert(string storm, int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new
        {
            labels = new Dictionary<string, string>
            {
                ["alertname"] = $"Rule {number % Rules}", ["service"] = $"{storm}-{number % Services}", ["instance"] = $"host-{number}", ["severity"] = number % 3 == 0 ? "critical" : "warning",
            },
            annotations = new { summary = $"host-{number} is bad" },
            startsAt = now.AddSeconds(-5).ToString("O", CultureInfo.InvariantCulture),
            endsAt = now.AddMinutes(20).ToString("O", CultureInfo.InvariantCulture),
            generatorURL = "http://vmalert/rule",
        };
    }

    /// <summary>Two looks a second at the list of incidents until the storm is over.</summary>
    private static async Task<IReadOnlyList<double>> LookAsync(HttpClient client, string cookie, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var began = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/incidents", UriKind.Relative));
                request.Headers.Add("Cookie", cookie);
                using var response = await client.SendAsync(request, cancellationToken);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync(cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The storm is over.
        }

        return times;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The statements above.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);

    private static string Ms(double seconds) => (seconds * 1000).ToString("F0", CultureInfo.InvariantCulture);
}
