using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Incidents;

[Trait("Category", "Database")]
public sealed class IncidentWorkerTests(PostgresServer server)
{
    private static readonly Dictionary<string, string?> Quick = new() { ["Incidents:QuietFor"] = "00:00:00", ["Incidents:SettleFor"] = "00:00:00" };

    [Fact]
    public async Task Alerts_of_calling_services_become_one_incident_and_a_stranger_another()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.AddEdgeAsync("checkout", "payment");
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"), AlertPosts.Alert("Slow", "checkout", "warning"), AlertPosts.Alert("Queue", "newsletter", "warning"));
        await StepAsync(host);

        var incidents = await ListAsync(host);
        Assert.Equal(2, incidents.Count);
        var shop = incidents.Single(incident => incident.GetProperty("services").GetArrayLength() == 2);
        Assert.Equal("critical", shop.GetProperty("severity").GetString());
        Assert.Equal("P1", shop.GetProperty("priority").GetString());
        Assert.Equal("new", shop.GetProperty("state").GetString());
        Assert.Equal(2, shop.GetProperty("alert_ids").GetArrayLength());
        var timeline = await host.WithRoles("viewer").GetFromJsonAsync<JsonElement>($"/api/v1/incidents/INC-{shop.GetProperty("number").GetInt32()}/timeline", TestContext.Current.CancellationToken);
        Assert.Contains(timeline.GetProperty("items").EnumerateArray(), entry => entry.GetProperty("kind").GetString() == "alert_joined" && entry.GetProperty("reason").GetString() == "neighbour");
    }

    [Fact]
    public async Task Each_generation_writes_one_diagnosis_and_its_outbox_row()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Quick);
        await host.Database.AddEdgeAsync("checkout", "payment");
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"));
        await StepAsync(host);
        await StepAsync(host);
        Assert.Equal("1", await GenerationsAsync(host));
        await host.PostAlertsAsync(AlertPosts.Alert("Slow", "payment", "warning"));
        await StepAsync(host);
        Assert.Equal("1", await GenerationsAsync(host));
        await host.PostAlertsAsync(AlertPosts.Alert("Slow", "checkout", "warning"));
        await StepAsync(host);
        Assert.Equal("1,2", await GenerationsAsync(host));
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.outbox_message WHERE kind = 'diagnosis.hand_over' AND key ~ '^incident:[-0-9a-f]+:[12]$'"));
    }

    [Fact]
    public async Task An_incident_resolves_itself_when_all_is_quiet_and_reopens_when_the_alert_returns()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Quick);
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"), AlertPosts.Alert("Slow", "payment"));
        await StepAsync(host);
        await host.PostAlertsAsync(AlertPosts.Resolved("Errors", "payment"));
        await StepAsync(host);
        Assert.Equal("new", (await ListAsync(host)).Single().GetProperty("state").GetString());
        await host.PostAlertsAsync(AlertPosts.Resolved("Slow", "payment"));
        await StepAsync(host);
        var resolved = (await ListAsync(host)).Single();
        Assert.Equal("resolved", resolved.GetProperty("state").GetString());
        Assert.Equal("system", resolved.GetProperty("resolved_by").GetString());
        Assert.Equal("opened,alert_joined,generation_started,alert_resolved,alert_resolved,resolved", string.Join(',', await KindsAsync(host)));

        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment", startsAt: TimeProvider.System.GetUtcNow()));
        await StepAsync(host);
        var reopened = (await ListAsync(host)).Single();
        Assert.Equal("new", reopened.GetProperty("state").GetString());
        Assert.Equal(2, reopened.GetProperty("generation").GetInt32());
    }

    [Fact]
    public async Task Two_replicas_that_group_at_once_open_one_incident()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.PostAlertsAsync([.. Enumerable.Range(0, 50).Select(number => AlertPosts.Alert($"Rule{number}", "payment"))]);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => StepAsync(host)));
        Assert.Single(await ListAsync(host));
    }

    [Fact]
    public async Task An_alert_posted_to_a_running_service_is_grouped_without_anybody_asking()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, workers: true);
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"));
        await Eventually.TrueAsync(async () => (await ListAsync(host)).Count == 1, "the incident appears");
    }

    private static Task<bool> StepAsync(ControlPlaneHost host) => host.Services.GetRequiredService<IncidentWorker>().StepAsync(TestContext.Current.CancellationToken);

    private static async Task<List<JsonElement>> ListAsync(ControlPlaneHost host)
    {
        var page = await host.WithRoles("viewer").GetFromJsonAsync<JsonElement>("/api/v1/incidents", TestContext.Current.CancellationToken);
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    private static Task<string> GenerationsAsync(ControlPlaneHost host) =>
        host.Database.ScalarAsync<string>("SELECT string_agg(generation::text, ',' ORDER BY generation) FROM control.diagnosis WHERE automatic");

    private static async Task<string[]> KindsAsync(ControlPlaneHost host) =>
        (await host.Database.ScalarAsync<string>("SELECT string_agg(kind, ',' ORDER BY revision) FROM control.incident_event")).Split(',');
}
