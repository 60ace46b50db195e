using System.Net;
using System.Net.Http.Json;
using Npgsql;
using SrePlatform.Tests.ControlPlane;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Pairs;

/// <summary>Parts that answer late or not at all: nobody waits for long, nothing is lost, and everything goes on by itself.</summary>
[Trait("Category", "Database")]
public sealed class SlowPartsTests(PostgresServer server, MetricsServer metrics)
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_hangs_is_said_to_senders_in_time_and_what_was_acknowledged_is_there()
    {
        TcpProxy? proxy = null;
        await using var host = await ControlPlaneHost.StartAsync(
            server, settings: new Dictionary<string, string?> { ["Database:TimeoutSeconds"] = "1" }, through: port => (proxy = TcpProxy.To(port)).Port);
        await using var between = proxy!;
        var sender = host.WithToken(ControlPlaneHost.IngestToken);
        await host.PostAlertsAsync(AlertPosts.Alert("Before"));
        between.Hang();
        using var refused = await sender.PostAsJsonAsync("/api/v2/alerts", new[] { AlertPosts.Alert("Meanwhile") }, Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        between.Mend();
        await Eventually.TrueAsync(
            async () => (await sender.PostAsJsonAsync("/api/v2/alerts", new[] { AlertPosts.Alert("Meanwhile") }, Cancelled)).StatusCode is HttpStatusCode.OK, "the sender that tries again is heard");
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert"));
    }

    [Fact]
    public async Task Metrics_that_hang_leave_pages_that_say_so()
    {
        var settings = await metrics.SettingsAsync();
        await using var between = TcpProxy.To(new Uri(settings["VictoriaMetrics:Url"]!).Port);
        settings["VictoriaMetrics:Url"] = $"http://127.0.0.1:{between.Port}/";
        settings["VictoriaMetrics:Timeout"] = "00:00:00.5";
        await using var host = await ControlPlaneHost.StartAsync(server, settings: settings);
        await host.Database.AddResourceAsync("checkout-1", "checkout");
        between.Hang();
        foreach (var address in (string[])["/", "/resources", "/topology", "/dashboards/services", "/slos", "/incidents"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Accept", "text/html");
            using var answer = await host.SignedIn("super_admin").SendAsync(request, Cancelled);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_diagnosis_through_slow_connections_is_completed_once_even_when_the_assistant_goes_away_meanwhile()
    {
        await using var pair = await ServicePair.StartAsync(server);
        await using var toAssistant = TcpProxy.To(pair.Assistants[0].Address.Port);
        await using var toDatabase = TcpProxy.To(new NpgsqlConnectionStringBuilder(pair.Database.AdminConnectionString).Port);
        toAssistant.Slow(Late);
        toDatabase.Slow(TimeSpan.FromMilliseconds(10));
        var connection = new NpgsqlConnectionStringBuilder(pair.Database.ConnectionStringOf("control_plane", ControlPlaneDatabase.Password)) { Port = toDatabase.Port };
        var slow = await pair.AddControlPlaneAsync(
            new Dictionary<string, string?> { ["ConnectionStrings:sre"] = connection.ConnectionString }, new Uri($"http://127.0.0.1:{toAssistant.Port}"));
        toAssistant.Cut();
        using var asked = await slow.WithRoles("team_member").PostAsJsonAsync("/api/v1/diagnoses", new { services = new[] { "checkout" } }, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        await Eventually.TrueAsync(async () => await pair.Database.ScalarAsync<long>("SELECT count(*) FROM control.outbox_message WHERE last_error IS NOT NULL") == 1, "handing over fails");
        toAssistant.Mend();
        toAssistant.Slow(Late);
        await Eventually.TrueAsync(async () => await pair.Database.ScalarAsync<long>("SELECT count(*) FROM control.diagnosis WHERE state = 'completed'") == 1, "the diagnosis is completed");
        Assert.Equal(1, await pair.Database.ScalarAsync<long>("SELECT count(*) FROM assistant.analysis"));
    }
}
