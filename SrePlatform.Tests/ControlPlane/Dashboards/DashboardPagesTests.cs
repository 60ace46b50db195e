using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Dashboards;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Dashboards;

[Trait("Category", "Database")]
public sealed class DashboardPagesTests(PostgresServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_drawn_here_and_say_what_does_not_answer()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var reader = host.SignedIn("viewer");
        Assert.Contains("/dashboards/services", await reader.GetStringAsync(new Uri("/dashboards", UriKind.Relative), Cancel), StringComparison.Ordinal);
        var page = await reader.GetStringAsync(new Uri("/dashboards/services?range=6h&var-service=checkout", UriKind.Relative), Cancel);
        Assert.Contains("/dashboards/services/panels/2?range=6h&amp;var-service=checkout", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<iframe", page, StringComparison.Ordinal);
        // Nothing listens where the metrics store should be.
        Assert.Contains("Cannot be read", await reader.GetStringAsync(new Uri("/dashboards/services/panels/2", UriKind.Relative), Cancel), StringComparison.Ordinal);
        var chart = await reader.GetStringAsync(new Uri("/dashboards/services/panels/7/series", UriKind.Relative), Cancel);
        Assert.Equal("unavailable", JsonDocument.Parse(chart).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_is_not_there_or_makes_no_sense_is_refused()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        foreach (var (address, expected) in new[]
        {
            ("/dashboards/nothing", HttpStatusCode.NotFound),
            ("/dashboards/services/panels/999", HttpStatusCode.NotFound),
            ("/dashboards/services/panels/2/series", HttpStatusCode.NotFound),
            ("/dashboards/services/panels/7/series?range=x", HttpStatusCode.BadRequest),
            ("/dashboards/services?range=x", HttpStatusCode.Redirect),
        })
        {
            using var answer = await host.SignedIn("viewer").GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Where_Grafana_runs_administrators_get_it_framed_and_others_get_the_drawing()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["Grafana:Url"] = "http://localhost:3000" });
        using var answer = await host.SignedIn("super_admin").GetAsync(new Uri("/dashboards/services?range=6h", UriKind.Relative), Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("src=\"http://localhost:3000/d/sre-services?from=now-6h&amp;to=now", page, StringComparison.Ordinal);
        Assert.Contains("frame-src http://localhost:3000", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<iframe", await host.SignedIn("super_admin").GetStringAsync(new Uri("/dashboards/services?view=drawn", UriKind.Relative), Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("<iframe", await host.SignedIn("team_manager").GetStringAsync(new Uri("/dashboards/services", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_is_asked_with_Grafanas_rights_alone()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await using var scope = host.Services.CreateAsyncScope();
        var reading = scope.ServiceProvider.GetRequiredService<ReportingReader>();
        Assert.Null((await reading.ReadAsync("SELECT count(*) FROM reporting.incident_v1", Cancel)).Unavailable);
        Assert.Contains("permission denied", (await reading.ReadAsync("SELECT hash FROM control.ingestion_source", Cancel)).Unavailable, StringComparison.Ordinal);
        Assert.Contains("read-only", (await reading.ReadAsync("CREATE TABLE reporting.mine (x int)", Cancel)).Unavailable, StringComparison.Ordinal);
        Assert.Contains("timeout", (await reading.ReadAsync("SET LOCAL statement_timeout = 50; SELECT pg_sleep(5)", Cancel)).Unavailable, StringComparison.Ordinal);
        Assert.Equal(500, (await reading.ReadAsync("SELECT generate_series(1, 100000)", Cancel)).Rows.Count);
    }

    [Fact]
    public async Task Who_sees_only_some_teams_is_not_shown_what_counts_over_all_of_them()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await using var scope = host.Services.CreateAsyncScope();
        var (_, panel) = scope.ServiceProvider.GetRequiredService<DashboardCatalog>().Find("services", 5, new DashboardAccess(true, null))!.Value;
        var content = await scope.ServiceProvider.GetRequiredService<ReadPanel>().RunAsync(
            panel, new PanelWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)),
            new Dictionary<string, IReadOnlyList<string>>(), new DashboardAccess(false, ["{team=\"shop\"}"]), Cancel);
        Assert.Equal(PanelStatus.Withheld, content.Status);
    }
}
