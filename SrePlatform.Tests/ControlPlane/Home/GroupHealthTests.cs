using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Home;

[Trait("Category", "Database")]
public sealed class GroupHealthTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_team_whose_services_have_critical_alerts_is_not_shown_as_healthy()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.AddResourceAsync("orders-db", "orders");
        await host.Database.AddResourceAsync("cart-db", "cart");
        var calm = await BoardAsync(host);
        await host.PostAlertsAsync(AlertPosts.Alert("ErrorsMany", "orders"));
        var burning = await BoardAsync(host);

        Assert.DoesNotContain("tile tone-critical", calm, StringComparison.Ordinal);
        Assert.Contains("""<a class="tile tone-critical" href="/resources?team=shop">""", burning, StringComparison.Ordinal);
        Assert.Contains("1 of 2 have alerts", burning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_no_resource_runs_is_judged_by_its_alerts()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.AddEdgeAsync("web", "payments");
        await host.PostAlertsAsync(AlertPosts.Alert("Slow", "payments"), AlertPosts.Alert("ErrorsMany", "payments"));

        var topology = await host.SignedIn("viewer").GetStringAsync(new Uri("/topology", UriKind.Relative), Cancelled);

        Assert.Contains("payments 2 alerts, critical", topology, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<string> BoardAsync(ControlPlaneHost host) => host.SignedIn("viewer").GetStringAsync(new Uri("/", UriKind.Relative), Cancelled);
}
