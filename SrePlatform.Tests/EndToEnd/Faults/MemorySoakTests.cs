#if LOCAL_ENGINE
using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace SrePlatform.Tests.EndToEnd.Faults;

/// <summary>Memory under steady load; run by <c>--filter Category=Soak -- xUnit.Explicit=only</c>, <c>SRE_SOAK_MINUTES</c> long (10 unless set).</summary>
[Collection(EndToEndCollection.Name)]
[Trait("Category", "Soak")]
public sealed class MemorySoakTests(RunningPlatform platform)
{
    private const double MostGrowth = 1.15;
    private const long Slack = 24L * 1024 * 1024;
    private static readonly string[] Services = ["control-plane", "assistant"];
    private static readonly string[] Pages = ["/api/v1/incidents?limit=50", "/api/v1/alerts?limit=50", "/api/v1/resources?limit=50", "/api/v1/topology", "/api/v1/platform"];

    [Fact(Explicit = true)]
    public async Task Memory_is_flat_under_steady_load()
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable("SRE_SOAK_MINUTES") ?? "10", CultureInfo.InvariantCulture);
        await platform.StartedAsync();
        var samples = Services.ToDictionary(service => service, _ => new List<long>());
        await using var sender = AlertSender.Start(platform);
        var clock = Stopwatch.StartNew();
        using var every = new PeriodicTimer(TimeSpan.FromSeconds(2));
        for (var round = 0; clock.Elapsed.TotalMinutes < minutes; round++)
        {
            await every.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            if (round % 60 == 0)
            {
                // Tokens last minutes.
                using var diagnoses = await DiagnosesDriver.OfAsync(platform);
                await diagnoses.StartAsync("checkout", "payment");
            }

            if (round % 30 == 0)
            {
                using var reader = await platform.ApiAsAsync("admin");
                foreach (var page in Pages)
                {
                    using var answer = await reader.GetAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);
                    Assert.True(answer.IsSuccessStatusCode, page);
                }
            }

            foreach (var service in Services)
            {
                samples[service].Add(ResidentBytes(platform.ProcessOf(service)));
            }
        }

        foreach (var service in Services)
        {
            var all = samples[service];
            var (early, late) = (Median(all[(all.Count / 3)..(all.Count / 2)]), Median(all[(all.Count * 5 / 6)..]));
            TestContext.Current.TestOutputHelper?.WriteLine($"{service}: {early / 1048576} MB, then {late / 1048576} MB after {sender.Acknowledged} alerts");
            Assert.True(late < (early * MostGrowth) + Slack, $"{service} grew from {early / 1048576} MB to {late / 1048576} MB.");
        }
    }

    private static long ResidentBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static long Median(List<long> values) => values.Order().ElementAt(values.Count / 2);
}
#endif
