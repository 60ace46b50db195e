using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Alerts;

[Trait("Category", "Database")]
public sealed class EpisodeTests(PostgresServer server)
{
    [Fact]
    public async Task Repeated_posts_prolong_one_episode_even_with_a_new_start()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.PostAlertsAsync(AlertPosts.Alert("Down"));
        await host.PostAlertsAsync(AlertPosts.Alert("Down", startsAt: AlertPosts.Start.AddSeconds(30)));
        Assert.Equal(1, await CountAsync(host, "true"));
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert_event"));
    }

    [Fact]
    public async Task An_episode_ends_and_the_next_one_is_new()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.PostAlertsAsync(AlertPosts.Alert("Down"));
        await host.PostAlertsAsync(AlertPosts.Resolved("Down"));
        await host.PostAlertsAsync(AlertPosts.Resolved("Down"));
        Assert.Equal(0, await CountAsync(host, "status = 'firing'"));
        await host.PostAlertsAsync(AlertPosts.Alert("Down", startsAt: TimeProvider.System.GetUtcNow()));
        Assert.Equal(1, await CountAsync(host, "status = 'firing'"));
        Assert.Equal(2, await CountAsync(host, "true"));
        Assert.Equal("fired,resolved,fired", await host.Database.ScalarAsync<string>("SELECT string_agg(kind, ',' ORDER BY at) FROM control.alert_event"));
    }

    [Fact]
    public async Task A_delayed_repeat_does_not_reopen_what_was_resolved()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.PostAlertsAsync(AlertPosts.Alert("Down"));
        await host.PostAlertsAsync(AlertPosts.Resolved("Down"));
        await host.PostAlertsAsync(AlertPosts.Alert("Down"));
        Assert.Equal(0, await CountAsync(host, "status = 'firing'"));
    }

    [Fact]
    public async Task A_resolved_post_from_before_the_episode_does_not_end_it()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.PostAlertsAsync(AlertPosts.Alert("Down"));
        await host.PostAlertsAsync(AlertPosts.Alert("Down", startsAt: AlertPosts.Start.AddHours(-2), endsAt: AlertPosts.Start.AddHours(-1)));
        Assert.Equal(1, await CountAsync(host, "status = 'firing'"));
    }

    [Fact]
    public async Task A_silent_sender_lets_its_alerts_expire_and_can_revive_them()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.PostAlertsAsync(AlertPosts.Alert("Down"), AlertPosts.Alert("Slow"));
        await host.Database.ExecuteAsync("UPDATE control.alert SET expires_at = now() - interval '1 second' WHERE rule = 'Down'");
        var expiry = host.Services.GetRequiredService<AlertExpiryWorker>();
        await expiry.StepAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Down", await host.Database.ScalarAsync<string>("SELECT string_agg(rule, ',') FROM control.alert WHERE status = 'resolved' AND expired"));
        await host.PostAlertsAsync(AlertPosts.Alert("Down"));
        Assert.Equal(2, await CountAsync(host, "status = 'firing'"));
    }

    [Fact]
    public async Task Alerts_are_mapped_to_what_is_known_and_kept_when_nothing_is()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var id = await host.Database.AddResourceAsync("payment-1", "payment");
        await host.PostAlertsAsync(
            AlertPosts.Alert("ByResource", labels: new Dictionary<string, string> { ["resource_id"] = id.ToString() }),
            AlertPosts.Alert("ByService", "payment"),
            AlertPosts.Alert("Unknown", "nobody"),
            AlertPosts.Alert("Bare"));
        var mappings = await host.Database.ScalarAsync<string>("SELECT string_agg(rule || ':' || mapping || ':' || coalesce(service, '-') || ':' || coalesce(team, '-'), ' ' ORDER BY rule) FROM control.alert");
        Assert.Equal("Bare:unmapped:-:- ByResource:resource:payment:shop ByService:service:payment:shop Unknown:unmapped:nobody:-", mappings);
    }

    [Fact]
    public async Task Hundreds_of_alerts_posted_at_once_by_two_senders_become_one_episode_each()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var alerts = Enumerable.Range(0, 500).Select(number => AlertPosts.Alert($"Rule{number}")).ToArray();
        await Task.WhenAll(host.PostAlertsAsync(alerts), host.PostAlertsAsync([.. alerts.Reverse()]));
        Assert.Equal(500, await CountAsync(host, "status = 'firing'"));
    }

    [Fact]
    public async Task Bad_input_is_refused_whole()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var client = host.WithToken(ControlPlaneHost.IngestToken);
        var response = await client.PostAsJsonAsync("/api/v2/alerts", new[] { AlertPosts.Alert("Good"), new { labels = new { } } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(problem.GetProperty("errors").TryGetProperty("[1].labels.alertname", out _));
        Assert.True(problem.TryGetProperty("request_id", out _));
        Assert.Equal(0, await CountAsync(host, "true"));
    }

    [Fact]
    public async Task The_list_is_paged_without_gaps_and_checks_its_parameters()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.PostAlertsAsync([.. Enumerable.Range(0, 7).Select(number => AlertPosts.Alert($"Rule{number}"))]);
        var client = host.WithRoles("viewer");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/alerts?limit=3&cursor={cursor}", TestContext.Current.CancellationToken);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("rule").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        Assert.Equal(7, seen.Distinct().Count());
        Assert.Equal(7, seen.Count);

        foreach (var query in new[] { "limit=0", "limit=201", "limit=x", "cursor=zzz", "ids=1", "status=burning", "since=soon", "service=%00" })
        {
            var response = await client.GetAsync("/api/v1/alerts?" + query, TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, query);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            Assert.True(problem.GetProperty("errors").TryGetProperty(query.Split('=')[0], out _), query);
        }
    }

    private static Task<long> CountAsync(ControlPlaneHost host, string condition) => host.Database.ScalarAsync<long>($"SELECT count(*) FROM control.alert WHERE {condition}");
}
