using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Discovery;
using SrePlatform.Tests.ControlPlane.Notifications;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Checks;

[Trait("Category", "Database")]
public sealed class ScanTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scan_of_an_allowed_range_proposes_who_answers_to_adopt_or_ignore()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["Networks:Allowed:0"] = "127.0.0.0/28" });
        await using var web = await WebReceiver.StartAsync();
        var manager = await PageBrowser.OpenAsync(host, "team_manager");
        foreach (var (range, ports) in new[] { ("127.0.0.0/27", "80"), ("127.0.0.0/28", "70000"), ("10.0.0.0/28", "80"), ("nowhere", "80") })
        {
            using var refused = await manager.PostAsync("/resources/discovery", Form(range, ports));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var started = await manager.PostAsync("/resources/discovery", Form("127.0.0.0/29", $"{web.Address.Port}"));
        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        var page = started.Headers.Location!.ToString();
        var worker = host.Services.GetRequiredService<ScanWorker>();
        while (await worker.StepAsync(Cancellation))
        {
        }

        // The receiver listens on 127.0.0.1 alone.
        Assert.Equal("done 6 1", await host.Database.ScalarAsync<string>("SELECT state || ' ' || position || ' ' || (SELECT count(*) FROM control.scan_finding WHERE state = 'proposed' AND address = '127.0.0.1') FROM control.network_scan"));
        var finding = await host.Database.ScalarAsync<Guid>("SELECT id FROM control.scan_finding");
        using var adopted = await manager.PostAsync(page, new Dictionary<string, string> { ["chosen"] = finding.ToString(), ["does"] = "adopt" });
        Assert.Equal(HttpStatusCode.OK, adopted.StatusCode);
        Assert.Equal("shop port " + web.Address.Port, await host.Database.ScalarAsync<string>("SELECT r.team || ' ' || c.name FROM control.resource r JOIN control.resource_check c ON c.resource_id = r.id"));

        // Looked at again, it is a resource already.
        await host.Database.ExecuteAsync("UPDATE control.network_scan SET state = 'running', position = 0, due_at = now(); DELETE FROM control.scan_finding; UPDATE control.resource SET address = '127.0.0.1:1'");
        while (await worker.StepAsync(Cancellation))
        {
        }

        Assert.Equal("known", await host.Database.ScalarAsync<string>("SELECT state FROM control.scan_finding"));
        await host.Database.ExecuteAsync("INSERT INTO control.team (id, name, created_at) VALUES (gen_random_uuid(), 'other', now())");
        using var hidden = await manager.GetAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public void The_addresses_of_a_range_are_those_that_hosts_can_have()
    {
        var range = IPNetwork.Parse("10.0.254.0/23");
        Assert.Equal(510, ScanRange.Count(range));
        Assert.Equal(["10.0.254.1", "10.0.254.255", "10.0.255.0", "10.0.255.254"], new[] { 0, 254, 255, 509 }.Select(index => ScanRange.At(range, index).ToString()));
        Assert.Equal("10.0.0.7", ScanRange.At(IPNetwork.Parse("10.0.0.7/32"), 0).ToString());
        Assert.Equal("fd00::1:0", ScanRange.At(IPNetwork.Parse("fd00::/104"), 65_536).ToString());
        Assert.Equal(long.MaxValue, ScanRange.Count(IPNetwork.Parse("fd00::/64")));
    }

    private static Dictionary<string, string> Form(string range, string ports) => new() { ["Range"] = range, ["Ports"] = ports, ["Team"] = "shop" };
}
