using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace SrePlatform.Benchmarks.Load;

/// <summary>What a page weighs, as it is and as it is sent, and how many queries it takes.</summary>
internal sealed record PageWeight(HttpStatusCode Status, int Raw, int Sent, int Queries);

/// <summary>
/// Asks every page of a seeded installation in turn, fifty a second whatever the answers do, and tells how long each took at the server's
/// door and how much it weighs. The replica, its workers, the database and what asks all share this machine.
/// </summary>
internal sealed class LoadBenchmark : IBenchmark
{
    private const double MedianBar = 0.1;
    private const double SlowBar = 0.25;
    private const int WeightBar = 200 * 1024;
    private const int WarmUpLaps = 3;

    public string Name => "load";

    public string Description => "every page with 10,000 resources, 100,000 alerts, 10,000 incidents and 1 M audit rows, at 50 requests/s (--rounds 40 --rate 50; ConnectionStrings__sre: an administrator's, to an empty database)";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var connectionString = Connection();
        await LoadHost.MigrateAsync(connectionString);
        await LoadSeed.RunAsync(connectionString, run.Output, cancellationToken);
        await using var host = await LoadHost.StartAsync(connectionString);
        var pages = await LoadPages.FindAsync(host, connectionString, cancellationToken);
        using var clients = new ServiceCollection().AddHttpClient("load", client =>
        {
            client.BaseAddress = host.Address;
            client.DefaultRequestHeaders.Add("Cookie", host.Cookie());
            client.DefaultRequestHeaders.Add("Accept", "text/html");
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }).Services.BuildServiceProvider();
        var client = clients.GetRequiredService<IHttpClientFactory>().CreateClient("load");

        // A few laps for what is compiled at the first requests; the last one weighs the pages and counts their queries.
        var weights = new Dictionary<string, PageWeight>(StringComparer.Ordinal);
        for (var lap = 0; lap < WarmUpLaps; lap++)
        {
            using var counter = new QueryCounter();
            foreach (var page in pages)
            {
                var (weight, queries) = await counter.CountAsync(() => WeighAsync(client, page, cancellationToken));
                weights[page] = weight with { Queries = queries };
            }
        }

        pages = [.. pages.Where(page => weights[page].Status is HttpStatusCode.OK)];
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var times = await AskAsync(client, pages, run.Number("--rounds", 40), run.Number("--rate", 50), cancellationToken);
        Print(run, pages, times, weights);
        var (seconds, used) = (Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
        var requests = times.Sum(page => page.Count());
        run.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{requests / seconds:0.0} requests/s; {used / requests:0.0} ms of processor for each in this process, which serves, works in the background and asks."));
    }

    internal static string Connection() => Environment.GetEnvironmentVariable("ConnectionStrings__sre")
        ?? throw new InvalidOperationException("Set ConnectionStrings__sre to an administrator's connection to an empty database.");

    private static async Task<PageWeight> WeighAsync(HttpClient client, string page, CancellationToken cancellationToken)
    {
        using var plain = await client.GetAsync(new Uri(page, UriKind.Relative), cancellationToken);
        var body = await plain.Content.ReadAsByteArrayAsync(cancellationToken);
        return new(plain.StatusCode, body.Length, await SentAsync(client, page, cancellationToken), 0);
    }

    /// <summary>What goes over the wire to a browser, which asks for it compressed.</summary>
    private static async Task<int> SentAsync(HttpClient client, string page, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page, UriKind.Relative));
        request.Headers.Add("Accept-Encoding", "gzip, deflate, br");
        using var response = await client.SendAsync(request, cancellationToken);
        return (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length;
    }

    /// <summary>Open loop: the next request goes out on time, however long the ones before it take.</summary>
    private static async Task<ILookup<string, double>> AskAsync(HttpClient client, IReadOnlyList<string> pages, int rounds, int rate, CancellationToken cancellationToken)
    {
        var times = new ConcurrentBag<(string Page, double Seconds)>();
        var asked = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1d / rate));
        for (var request = 0; request < rounds * pages.Count; request++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            asked.Add(AskOneAsync(pages[request % pages.Count]));
        }

        await Task.WhenAll(asked);
        return times.ToLookup(time => time.Page, time => time.Seconds, StringComparer.Ordinal);

        async Task AskOneAsync(string page)
        {
            var began = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(new Uri(page, UriKind.Relative), cancellationToken);
            await response.Content.ReadAsByteArrayAsync(cancellationToken);
            times.Add((page, response.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(began).TotalSeconds : double.PositiveInfinity));
        }
    }

    private static void Print(BenchmarkRun run, IReadOnlyList<string> pages, ILookup<string, double> times, Dictionary<string, PageWeight> weights)
    {
        var rows = new List<string[]> { new[] { "page", "requests", "median ms", "p95 ms", "KiB", "KiB sent", "queries", "" } };
        foreach (var page in pages)
        {
            double[] sorted = [.. times[page].Order()];
            var (median, slow) = (At(sorted, 0.5), At(sorted, 0.95));
            var weight = weights[page];
            rows.Add(
            [
                page, $"{sorted.Length}", Ms(median), Ms(slow), $"{weight.Raw / 1024}", $"{weight.Sent / 1024}", $"{weight.Queries}",
                median > MedianBar || slow > SlowBar || weight.Sent > WeightBar ? "over" : "",
            ]);
        }

        double[] all = [.. pages.SelectMany(page => times[page]).Order()];
        rows.Add(["all", $"{all.Length}", Ms(At(all, 0.5)), Ms(At(all, 0.95)), "", "", "", ""]);
        run.Table([.. rows]);
        foreach (var (page, weight) in weights.Where(pair => pair.Value.Status is not HttpStatusCode.OK))
        {
            run.Output.WriteLine($"{page} answered {(int)weight.Status} and was left out.");
        }
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private static string Ms(double seconds) => (seconds * 1000).ToString("F0", CultureInfo.InvariantCulture);
}
