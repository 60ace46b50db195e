using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

[Trait("Category", "Database")]
public sealed class DiscoveryTests(PostgresServer server)
{
    private static readonly Uri Targets = new("/api/v1/sd/prometheus", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scraper_sees_each_change_at_once()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var (manager, scraper) = (host.WithRoles("team_manager"), host.WithToken(ControlPlaneHost.DiscoveryToken));
        Assert.Empty(await TargetsAsync(scraper));

        var created = await manager.PostAsJsonAsync("/api/v1/resources", new { name = "web-1", kind = "server", team = "shop", address = "10.0.0.5:9100", metrics_path = "/m" }, Cancellation);
        await manager.PostAsJsonAsync("/api/v1/resources", new { name = "not scraped", kind = "server", team = "shop" }, Cancellation);
        var target = Assert.Single(await TargetsAsync(scraper));
        Assert.Equal("10.0.0.5:9100", target.GetProperty("targets")[0].GetString());
        Assert.Equal(
            ["__metrics_path__=/m", "env=production", "resource=web-1", "service=web-1", "team=shop"],
            target.GetProperty("labels").EnumerateObject().Where(label => label.Name != "resource_id").Select(label => $"{label.Name}={label.Value}").Order(StringComparer.Ordinal));

        await host.Database.ExecuteAsync("UPDATE control.resource SET retired_at = now() WHERE name = 'web-1'");
        Assert.Empty(await TargetsAsync(scraper));
        Assert.True(created.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Only_a_scrapers_token_opens_it()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anonymous().GetAsync(Targets, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.WithRoles("super_admin").GetAsync(Targets, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.WithToken(ControlPlaneHost.IngestToken).GetAsync(Targets, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Ten_thousand_targets_are_quick_to_ask_for_again()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.ExecuteAsync(
            """
            INSERT INTO control.resource (id, name, kind, service, environment, team, criticality, address, metrics_path, labels, origin, created_at, updated_at)
            SELECT gen_random_uuid(), 'host-' || n, 'server', 'fleet', 'production', 'platform', 'medium', '10.0.0.1:' || (n % 60000 + 1), '/metrics', '{"rack":"r1"}', 'manual', now(), now()
            FROM generate_series(1, 10000) n
            """);
        var scraper = host.WithToken(ControlPlaneHost.DiscoveryToken);
        Assert.Equal(10_000, (await TargetsAsync(scraper)).Count);

        var clock = Stopwatch.StartNew();
        for (var request = 0; request < 10; request++)
        {
            using var response = await scraper.GetAsync(Targets, Cancellation);
            Assert.True(response.IsSuccessStatusCode);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"ten requests took {clock.Elapsed}");
    }

    private static async Task<List<JsonElement>> TargetsAsync(HttpClient scraper) => (await scraper.GetFromJsonAsync<List<JsonElement>>(Targets, Cancellation))!;
}
