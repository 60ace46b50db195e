using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Incidents;

/// <summary>A storm of alerts: everything is kept, few incidents come of it, and it is dealt with in the time in which it came.</summary>
[Trait("Category", "Database")]
public sealed class AlertStormTests(PostgresServer server, ITestOutputHelper output)
{
    private const int Services = 40;

    /// <summary>A tenth of the storm in the usual run; <c>SRE_STORM=50000</c> makes it whole.</summary>
    private static readonly int Alerts = int.TryParse(Environment.GetEnvironmentVariable("SRE_STORM"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 5_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_storm_loses_nothing_makes_few_incidents_and_is_grouped_within_its_minute()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        for (var number = 1; number < Services; number++)
        {
            await host.Database.AddEdgeAsync($"service-{number}", "service-0");
        }

        var store = host.Services.GetRequiredService<StoreAlerts>();
        var worker = host.Services.GetRequiredService<IncidentWorker>();
        var clock = Stopwatch.StartNew();
        var starts = TimeProvider.System.GetUtcNow().AddSeconds(-30);
        foreach (var chunk in Enumerable.Range(0, Alerts).Chunk(AlertLimits.AlertsPerRequest))
        {
            await store.RunAsync([.. chunk.Select(number => Alert(number, starts))], "storm", Cancellation);
        }

        var stored = clock.Elapsed;
        while (await worker.StepAsync(Cancellation))
        {
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Alerts} alerts: stored in {stored.TotalSeconds:0.0} s, grouped after {clock.Elapsed.TotalSeconds:0.0} s"));
        Assert.Equal(Alerts, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert WHERE incident_id IS NOT NULL"));
        Assert.InRange(await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.incident"), 1, 3);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"It took {clock.Elapsed.TotalSeconds:0} s.");
    }

    private static IncomingAlert Alert(int number, DateTimeOffset starts) => new(
        new Dictionary<string, string> { ["alertname"] = $"Rule {number % 25}", ["service"] = $"service-{number % Services}", ["instance"] = $"host-{number}", ["severity"] = number % 3 == 0 ? "critical" : "warning" },
        new Dictionary<string, string> { ["summary"] = $"host-{number} is bad" }, starts.AddMilliseconds(number % 20_000), TimeProvider.System.GetUtcNow().AddMinutes(10), false, null);
}
