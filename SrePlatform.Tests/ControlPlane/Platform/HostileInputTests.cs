using System.Text.Json.Nodes;
using SrePlatform.Tests.Hostile;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

/// <summary>Everything that the Control Plane describes, fed with what nobody should send. New operations are covered by themselves.</summary>
[Trait("Category", "Database")]
public sealed class HostileInputTests(PostgresServer server)
{
    private static readonly string[] EveryRole = ["super_admin", "team_manager", "team_member", "viewer", "context_read", "approval_request"];

    [Fact]
    public async Task No_input_breaks_the_api_and_every_refusal_names_its_field()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: HostileSettings.NoLimits);
        var walk = await WalkAsync(host);
        await walk.RunAsync(await OperationsAsync(host), everything: false);
        walk.AssertClean();
        Assert.True(walk.Sent > 500, $"Only {walk.Sent} requests were sent.");
    }

    /// <summary>Every value in every place, and random ones; takes minutes: <c>--filter Category=Soak -- xUnit.Explicit=only</c>.</summary>
    [Fact(Explicit = true)]
    [Trait("Category", "Soak")]
    public async Task Nothing_that_anybody_could_send_breaks_the_api()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: HostileSettings.NoLimits);
        var walk = await WalkAsync(host);
        var operations = await OperationsAsync(host);
        foreach (var operation in operations)
        {
            await walk.FuzzAsync(operation, HostileSettings.FuzzedTimes);
        }

        await walk.RunAsync(operations, everything: true);
        walk.AssertClean();
    }

    [Fact]
    public async Task No_input_breaks_a_page_or_comes_back_as_markup()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: HostileSettings.NoLimits);
        var resource = await host.Database.AddResourceAsync("hostile", "hostile");
        await host.PostAlertsAsync(AlertPosts.Alert("=HYPERLINK(\"http://evil.test\")", "<script>alert(1)</script>"));
        var visits = await new HostilePages(host.Services, name => name == "id" ? resource.ToString() : null).AllAsync(everything: false);
        var browser = await PageBrowser.OpenAsync(host, "super_admin");
        var faults = new List<string>();
        foreach (var visit in visits)
        {
            using var answer = visit.Form is null ? await browser.GetAsync(visit.Url) : await browser.PostAsync(visit.Url, visit.Form);
            if (await HostilePages.FaultAsync(answer, visit) is { } fault)
            {
                faults.Add(fault);
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {visits.Count} visits went wrong:\n" + string.Join('\n', faults.Take(40)));
        Assert.True(visits.Count > 100, $"Only {visits.Count} visits were made.");
    }

    private static async Task<IReadOnlyList<ApiOperation>> OperationsAsync(ControlPlaneHost host) =>
        ApiOperation.Read(JsonNode.Parse(await host.Anonymous().GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!);

    private static async Task<HostileWalk> WalkAsync(ControlPlaneHost host)
    {
        var resource = await host.Database.AddResourceAsync("hostile", "hostile");
        var person = host.WithRoles(EveryRole);
        var clients = new Dictionary<string, HttpClient>(StringComparer.Ordinal)
        {
            ["/api/v1/sd/prometheus"] = host.WithToken(ControlPlaneHost.DiscoveryToken),
            ["/webhooks/deployments"] = host.WithToken(ControlPlaneHost.DeploymentsToken),
        };
        var sender = host.WithToken(ControlPlaneHost.IngestToken);
        return new HostileWalk(
            operation => clients.GetValueOrDefault(operation.Path) ?? (operation.Path.StartsWith("/api/v1", StringComparison.Ordinal) ? person : sender),
            parameter => parameter.Name == "id" ? resource.ToString() : null,
            host.Database,
            "control");
    }
}
