using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Silences;

[Trait("Category", "Database")]
public sealed class SuppressionTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silenced_alert_keeps_its_reason_opens_nothing_and_is_grouped_when_the_silence_ends()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var silence = await CreateAsync(host, new { reason = "load test", matchers = new[] { "service=\"payment\"", "alertname=~\"Err.*\"" }, duration_seconds = 3600 });
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"), AlertPosts.Alert("Errors", "checkout"));
        await StepAsync(host);
        Assert.Equal("checkout", (await IncidentsAsync(host)).Single().GetProperty("services")[0].GetString());
        var held = (await AlertsAsync(host, "suppressed=true")).Single();
        Assert.Equal(("silenced", "load test", JsonValueKind.Null), (held.GetProperty("suppression").GetString(), held.GetProperty("suppression_note").GetString(), held.GetProperty("incident_id").ValueKind));
        Assert.Equal(1, (await SilencesAsync(host)).Single().GetProperty("suppressed").GetInt32());

        var ended = await host.WithRoles("team_member").PostAsync(new Uri($"/api/v1/silences/{silence}/end", UriKind.Relative), null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        await StepAsync(host);
        await StepAsync(host);
        Assert.Equal(2, (await IncidentsAsync(host)).Count);
        Assert.Empty(await AlertsAsync(host, "suppressed=true"));
        Assert.Equal(HttpStatusCode.Conflict, (await host.WithRoles("team_member").PostAsync(new Uri($"/api/v1/silences/{silence}/end", UriKind.Relative), null, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Maintenance_covers_services_and_resources_and_what_was_grouped_already_is_marked()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var resource = await host.Database.AddResourceAsync("web-1", "web");
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"));
        await StepAsync(host);
        await CreateAsync(host, new { kind = "maintenance", reason = "upgrade", services = new[] { "payment" }, resource_ids = new[] { resource }, duration_seconds = 600 });
        await host.PostAlertsAsync(AlertPosts.Alert("Down", labels: new Dictionary<string, string> { ["resource_id"] = resource.ToString() }));
        await StepAsync(host);
        var held = await AlertsAsync(host, "suppressed=true");
        Assert.Equal(2, held.Count);
        Assert.All(held, alert => Assert.Equal("maintenance", alert.GetProperty("suppression").GetString()));
        Assert.Single(held, alert => alert.GetProperty("incident_id").ValueKind == JsonValueKind.String);
        Assert.Single(await IncidentsAsync(host));
    }

    [Fact]
    public async Task The_switch_explains_its_fourteen_hosts_in_one_incident_and_lets_them_go_when_it_is_back()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        for (var number = 1; number <= 14; number++)
        {
            await host.Database.AddEdgeAsync($"host-{number}", "switch-1");
        }

        object Switch(DateTimeOffset? ends = null) => AlertPosts.Alert("Resource is down", "switch-1", endsAt: ends, labels: new Dictionary<string, string> { ["inhibits"] = "dependants" });
        await host.PostAlertsAsync([.. Enumerable.Range(1, 14).Select(number => AlertPosts.Alert("Resource is down", $"host-{number}")), Switch()]);
        await StepAsync(host);
        var incident = (await IncidentsAsync(host)).Single();
        Assert.Equal(["switch-1"], incident.GetProperty("services").EnumerateArray().Select(service => service.GetString()));
        var explained = await AlertsAsync(host, "suppressed=true");
        Assert.Equal(14, explained.Count);
        Assert.All(explained, alert => Assert.Equal(
            ("inhibited", "Resource is down: switch-1", incident.GetProperty("id").GetString()),
            (alert.GetProperty("suppression").GetString(), alert.GetProperty("suppression_note").GetString(), alert.GetProperty("incident_id").GetString())));
        var page = await host.SignedIn("viewer").GetStringAsync(new Uri($"/incidents/INC-{incident.GetProperty("number").GetInt32()}", UriKind.Relative), Cancellation);
        Assert.Contains("It explains 14 alerts", page, StringComparison.Ordinal);

        await host.PostAlertsAsync(Switch(TimeProvider.System.GetUtcNow()));
        await StepAsync(host);
        await StepAsync(host);
        Assert.Empty(await AlertsAsync(host, "suppressed=true"));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert WHERE status = 'firing' AND incident_id IS NULL"));
    }

    [Fact]
    public async Task A_preview_counts_and_stores_nothing_and_bad_input_names_its_fields()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"), AlertPosts.Alert("Slow", "payment"), AlertPosts.Alert("Errors", "checkout"));
        var member = host.WithRoles("team_member");
        var preview = await member.PostAsJsonAsync("/api/v1/silences/preview", new { matchers = new[] { "service=payment" }, duration_seconds = 60 }, Cancellation);
        Assert.Equal(2, (await preview.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("firing").GetInt32());
        Assert.Empty(await SilencesAsync(host));
        var bad = await member.PostAsJsonAsync("/api/v1/silences", new { reason = "", matchers = new[] { "x" }, cron = "nonsense", duration_seconds = 1e300 }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        var errors = (await bad.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").EnumerateObject().Select(field => field.Name);
        Assert.Equal(["cron", "duration_seconds", "matchers", "reason"], errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_page_fills_itself_in_from_an_alert_and_silences_it()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"));
        await StepAsync(host);
        var alert = (await AlertsAsync(host, "")).Single().GetProperty("id").GetString();
        var browser = host.SignedIn("team_member");
        var shown = WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri($"/silences/new?alert={alert}", UriKind.Relative), Cancellation));
        Assert.Contains("alertname=\"Errors\"\nservice=\"payment\"", shown, StringComparison.Ordinal);
        Assert.Contains("It covers one alert that fires now.", shown, StringComparison.Ordinal);
        Dictionary<string, string> form = new() { ["Form.Kind"] = "silence", ["Form.Matchers"] = "service=\"payment\"", ["Form.Reason"] = "<b>known</b>", ["Form.Lasts"] = "4" };
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostFormAsync("/silences/new", "/silences/new", new Dictionary<string, string>(form) { ["Form.Reason"] = "" }, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostFormAsync("/silences/new", "/silences/new", form, Cancellation)).StatusCode);
        var list = await browser.GetStringAsync(new Uri("/silences", UriKind.Relative), Cancellation);
        Assert.Contains("&lt;b&gt;known", list, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>known", list, StringComparison.Ordinal);
    }

    private static async Task<string> CreateAsync(ControlPlaneHost host, object body)
    {
        var response = await host.WithRoles("team_member").PostAsJsonAsync("/api/v1/silences", body, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString()!;
    }

    private static Task<bool> StepAsync(ControlPlaneHost host) => host.Services.GetRequiredService<IncidentWorker>().StepAsync(Cancellation);

    private static Task<List<JsonElement>> IncidentsAsync(ControlPlaneHost host) => ItemsAsync(host, "/api/v1/incidents");

    private static Task<List<JsonElement>> SilencesAsync(ControlPlaneHost host) => ItemsAsync(host, "/api/v1/silences");

    private static Task<List<JsonElement>> AlertsAsync(ControlPlaneHost host, string query) => ItemsAsync(host, $"/api/v1/alerts?{query}");

    private static async Task<List<JsonElement>> ItemsAsync(ControlPlaneHost host, string path)
    {
        var page = await host.WithRoles("viewer").GetFromJsonAsync<JsonElement>(path, Cancellation);
        return [.. page.GetProperty("items").EnumerateArray()];
    }
}
