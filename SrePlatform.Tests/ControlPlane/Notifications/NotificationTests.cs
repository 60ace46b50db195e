using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Notifications;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Notifications;

/// <summary>From an incident's event to a message at a real receiver on loopback.</summary>
[Trait("Category", "Database")]
public sealed class NotificationTests(PostgresServer server)
{
    private const string Secret = "0123456789abcdef-signing";

    private static readonly Dictionary<string, string?> Loopback = new()
    {
        ["Notifications:AllowedNetworks:0"] = "127.0.0.0/8", ["Notifications:FirstPause"] = "00:00:00", ["Notifications:MostAttempts"] = "3", ["PublicUrl"] = "http://sre.example",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_kind_of_channel_gets_the_message_in_its_own_form_once()
    {
        await using var web = await WebReceiver.StartAsync();
        await using var mail = MailReceiver.Start();
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Loopback);
        var admin = host.WithRoles("super_admin");
        var url = web.Address;
        var channels = new[]
        {
            await AddChannelAsync(admin, "email", new() { ["host"] = "127.0.0.1", ["port"] = mail.Port.ToString(CultureInfo.InvariantCulture), ["security"] = "none", ["from"] = "sre@example.com", ["to"] = "a@example.com, b@example.com" }, []),
            await AddChannelAsync(admin, "slack", [], new() { ["url"] = $"{url}slack" }),
            await AddChannelAsync(admin, "teams", [], new() { ["url"] = $"{url}teams" }),
            await AddChannelAsync(admin, "pager_duty", new() { ["url"] = $"{url}pagerduty" }, new() { ["routing_key"] = "route" }),
            await AddChannelAsync(admin, "line", new() { ["url"] = $"{url}line", ["to"] = "group" }, new() { ["token"] = "line-token" }),
            await AddChannelAsync(admin, "webhook", new() { ["url"] = $"{url}hook" }, new() { ["secret"] = Secret }),
        };
        await AddStrategyAsync(admin, new { name = "All", on = new[] { "opened" }, channels, language = "zh-TW", time_zone = "Asia/Taipei" });
        await AddStrategyAsync(admin, new { name = "The same again", on = new[] { "opened" }, channels });
        await DeclareAsync(host, "Paying <fails> & hurts");
        await RunAsync(host);

        Assert.Equal(["/hook", "/line", "/pagerduty", "/slack", "/teams"], web.Posts.Select(post => post.Path).Order(StringComparer.Ordinal));
        var (to, text) = Assert.Single(mail.Mails);
        Assert.Equal("a@example.com,b@example.com", to);
        Assert.Contains("Auto-Submitted: auto-generated", text, StringComparison.Ordinal);
        var slack = Json(web, "/slack");
        Assert.Contains("INC-1", slack.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<fails>", slack.GetProperty("attachments")[0].GetProperty("blocks")[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("建立事件", slack.GetProperty("attachments")[0].GetProperty("blocks")[1].GetProperty("text").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("AdaptiveCard", Json(web, "/teams").GetProperty("attachments")[0].GetProperty("content").GetProperty("type").GetString());
        var page = Json(web, "/pagerduty");
        Assert.Equal(("route", "trigger", "http://sre.example/incidents/INC-1"), (page.GetProperty("routing_key").GetString(), page.GetProperty("event_action").GetString(), page.GetProperty("links")[0].GetProperty("href").GetString()));
        var line = web.Posts.Single(post => post.Path == "/line");
        Assert.Equal("Bearer line-token", line.Headers.Authorization);
        var hook = web.Posts.Single(post => post.Path == "/hook");
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{hook.Headers["X-SRE-Timestamp"]}.{hook.Body}"));
        Assert.Equal("sha256=" + Convert.ToHexStringLower(expected), hook.Headers["X-SRE-Signature"]);

        // Heard again, nothing is told again; and secrets are nowhere in the clear.
        await host.Database.ExecuteAsync("UPDATE control.outbox_message SET completed_at = NULL, available_at = now()");
        await RunAsync(host);
        Assert.Equal(6, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.notification_delivery WHERE status = 'sent'"));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.notification_channel WHERE notification_channel::text ~ 'line-token|route\"|signing'"));
        Assert.DoesNotContain("line-token", await admin.GetStringAsync(new Uri("/api/v1/notification-channels", UriKind.Relative), Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_tried_again_given_up_after_the_last_attempt_and_sent_again_when_asked()
    {
        await using var web = await WebReceiver.StartAsync();
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Loopback);
        var admin = host.WithRoles("super_admin");
        var channel = await AddChannelAsync(admin, "webhook", new() { ["url"] = $"{web.Address}hook" }, new() { ["secret"] = Secret });
        await AddStrategyAsync(admin, new { name = "One", on = new[] { "opened", "note" }, channels = new[] { channel } });
        foreach (var status in new[] { 500, 503, 502, 404, 302 })
        {
            web.Answers.Enqueue(status);
        }

        await DeclareAsync(host, "It hurts");
        await RunAsync(host);
        var delivery = await OneDeliveryAsync(admin);
        Assert.Equal(("failed", 3, "HTTP 502 noted"), (delivery.GetProperty("status").GetString(), delivery.GetProperty("history").GetArrayLength(), delivery.GetProperty("last_error").GetString()));
        var id = delivery.GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.Accepted, await ResendAsync(admin, id));
        Assert.Equal(HttpStatusCode.Conflict, await ResendAsync(admin, id));
        await RunAsync(host);
        Assert.Equal(("failed", 4), await StateAsync(admin)); // 404: another attempt would not help.
        await ResendAsync(admin, id);
        await RunAsync(host);
        Assert.Equal(("failed", 5), await StateAsync(admin)); // A redirect is not followed.
        Assert.DoesNotContain(web.Posts, post => post.Path == "/elsewhere");
        await ResendAsync(admin, id);
        await RunAsync(host);
        Assert.Equal(("sent", 6), await StateAsync(admin));
        Assert.Single(web.Posts.Select(post => post.Headers["X-SRE-Delivery"].ToString()).Distinct());
        Assert.Equal(HttpStatusCode.NotFound, await ResendAsync(admin, Guid.NewGuid()));
    }

    [Fact]
    public async Task What_happens_within_the_delay_is_one_message_and_reminders_and_escalation_stop_when_somebody_has_it()
    {
        await using var web = await WebReceiver.StartAsync();
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Loopback);
        var admin = host.WithRoles("super_admin");
        var chat = await AddChannelAsync(admin, "slack", [], new() { ["url"] = $"{web.Address}chat" });
        var phone = await AddChannelAsync(admin, "slack", [], new() { ["url"] = $"{web.Address}phone" });
        await AddStrategyAsync(admin, new
        {
            name = "One", on = new[] { "opened", "note" }, channels = new[] { chat }, grouping = "incident", delay_seconds = 600, repeat_minutes = 30, escalate_after_minutes = 15, escalate_to = phone,
        });
        await DeclareAsync(host, "It hurts");
        await RunAsync(host);
        await admin.PostAsJsonAsync("/api/v1/incidents/INC-1/notes", new { note = "still looking" }, Cancelled);
        await RunAsync(host);
        Assert.Empty(web.Posts);
        await DueAsync(host, "event");
        Assert.Contains("still looking", Assert.Single(web.Posts).Body, StringComparison.Ordinal);

        await DueAsync(host, "escalation");
        Assert.Single(web.Posts, post => post.Path == "/phone");
        await DueAsync(host, "reminder");
        Assert.Equal(2, web.Posts.Count(post => post.Path == "/chat"));
        await admin.PostAsJsonAsync("/api/v1/incidents/INC-1/acknowledge", new { }, Cancelled);
        await DueAsync(host, "reminder");
        Assert.Equal(2, web.Posts.Count(post => post.Path == "/chat"));
        Assert.Equal("acknowledged", await host.Database.ScalarAsync<string>("SELECT reason FROM control.notification_delivery WHERE status = 'cancelled'"));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.notification_delivery WHERE status = 'waiting'"));
    }

    [Fact]
    public async Task Addresses_inside_are_refused_a_channel_in_use_stays_and_a_moved_channel_asks_for_its_secret()
    {
        await using var web = await WebReceiver.StartAsync();
        await using var host = await ControlPlaneHost.StartAsync(server);
        var admin = host.WithRoles("super_admin");
        var channel = await AddChannelAsync(admin, "webhook", new() { ["url"] = $"{web.Address}hook" }, new() { ["secret"] = Secret });
        var named = await AddChannelAsync(admin, "webhook", new() { ["url"] = $"http://localhost:{web.Address.Port}/hook" }, new() { ["secret"] = Secret });
        var mail = await AddChannelAsync(admin, "email", new() { ["host"] = "localhost", ["port"] = "25", ["security"] = "none", ["from"] = "a@example.com", ["to"] = "b@example.com" }, []);
        foreach (var id in new[] { channel, named, mail })
        {
            var tested = await (await admin.PostAsJsonAsync($"/api/v1/notification-channels/{id}/test", new { }, Cancelled)).Content.ReadFromJsonAsync<JsonElement>(Cancelled);
            Assert.False(tested.GetProperty("succeeded").GetBoolean());
            Assert.Contains("inside this installation", tested.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Empty(web.Posts);
        await AddStrategyAsync(admin, new { name = "One", on = new[] { "opened" }, channels = new[] { channel } });
        Assert.Equal(HttpStatusCode.Conflict, (await admin.DeleteAsync(new Uri($"/api/v1/notification-channels/{channel}", UriKind.Relative), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync(new Uri($"/api/v1/notification-channels/{named}", UriKind.Relative), Cancelled)).StatusCode);
        var moved = await admin.PutAsJsonAsync($"/api/v1/notification-channels/{channel}", new { name = "x", settings = new { url = "https://evil.example/hook" } }, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, moved.StatusCode);
        Assert.True((await moved.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("errors").TryGetProperty("secret", out _));
        foreach (var bad in new object[] { new { }, new { kind = "slack", name = "x" }, new { kind = "webhook", name = "x", settings = new { url = "file:///etc/passwd" }, secrets = new { secret = Secret } } })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsJsonAsync("/api/v1/notification-channels", bad, Cancelled)).StatusCode);
        }

        foreach (var bad in new object[] { new { }, new { definition = new { name = "x", on = new[] { "opened" }, channels = new[] { Guid.NewGuid() } } }, new { definition = new { name = "x", on = new[] { "opened" }, channels = new[] { channel }, time_zone = "Mars" } } })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsJsonAsync("/api/v1/notification-strategies", bad, Cancelled)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await host.WithRoles("team_member").GetAsync(new Uri("/api/v1/notification-channels", UriKind.Relative), Cancelled)).StatusCode);
    }

    [Fact]
    public async Task The_pages_add_test_and_use_a_channel()
    {
        await using var web = await WebReceiver.StartAsync();
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Loopback);
        var browser = host.SignedIn("super_admin");
        var bad = await browser.PostFormAsync("/notifications/channels/new?kind=webhook", "/notifications/channels/new?kind=webhook", [new("Name", "Mine"), new("Fields[url]", "ftp://x"), new("Fields[secret]", "too-short-x1")], Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        var shown = await bad.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("Give at least 16 characters.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("too-short-x1", shown, StringComparison.Ordinal);
        var added = await browser.PostFormAsync(
            "/notifications/channels/new?kind=webhook", "/notifications/channels/new?kind=webhook", [new("Name", "Mine"), new("Enabled", "true"), new("Fields[url]", $"{web.Address}hook"), new("Fields[secret]", Secret)], Cancelled);
        Assert.Equal("/notifications/channels", added.Headers.Location?.ToString());
        var id = await host.Database.ScalarAsync<Guid>("SELECT id FROM control.notification_channel");
        await browser.PostFormAsync("/notifications/channels", $"/notifications/channels?handler=test&id={id}", [], Cancelled);
        Assert.Single(web.Posts);
        Assert.DoesNotContain(Secret, await browser.GetStringAsync(new Uri($"/notifications/channels/{id}", UriKind.Relative), Cancelled), StringComparison.Ordinal);

        var strategy = await browser.PostFormAsync("/notifications/strategies/new", "/notifications/strategies/new",
            [new("Form.Name", "Everybody"), new("Form.Enabled", "true"), new("Form.On", "opened"), new("Form.MinSeverity", "info"), new("Form.Channels", id.ToString()), new("Form.Grouping", "none"), new("Form.DelaySeconds", "0"), new("Form.TimeZone", "UTC"), new("Form.Language", "en")], Cancelled);
        Assert.Equal("/notifications/strategies", strategy.Headers.Location?.ToString());
        await DeclareAsync(host, "It hurts");
        await RunAsync(host);
        Assert.Equal(2, web.Posts.Count);
        Assert.Contains("INC-1", await browser.GetStringAsync(new Uri("/notifications", UriKind.Relative), Cancelled), StringComparison.Ordinal);
        Assert.Contains("Everybody", await browser.GetStringAsync(new Uri("/notifications?handler=export", UriKind.Relative), Cancelled), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.SignedIn("team_member").GetAsync(new Uri("/notifications/channels", UriKind.Relative), Cancelled)).StatusCode);
    }

    private static async Task RunAsync(ControlPlaneHost host)
    {
        while (await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.outbox_message WHERE completed_at IS NULL AND failed_at IS NULL AND kind = 'incident.happened' AND available_at <= now()") > 0)
        {
            await host.Services.GetRequiredService<OutboxWorker>().StepAsync(Cancelled);
        }

        while (await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.notification_delivery WHERE status = 'waiting' AND due_at <= now()") > 0)
        {
            await host.Services.GetRequiredService<DeliveryWorker>().StepAsync(Cancelled);
        }
    }

    private static async Task DueAsync(ControlPlaneHost host, string kind)
    {
        await RunAsync(host);
        await host.Database.ExecuteAsync("UPDATE control.notification_delivery SET due_at = now() WHERE status = 'waiting' AND kind = $1", kind);
        await RunAsync(host);
    }

    private static Task DeclareAsync(ControlPlaneHost host, string title) =>
        host.WithRoles("team_member").PostAsJsonAsync("/api/v1/incidents", new { title, severity = "critical", services = new[] { "shop" } }, Cancelled);

    private static async Task<Guid> AddChannelAsync(HttpClient client, string kind, Dictionary<string, string> settings, Dictionary<string, string> secrets)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/notification-channels", new { kind, name = $"{kind} {Guid.NewGuid():N}", settings, secrets }, Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancelled));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("id").GetGuid();
    }

    private static async Task AddStrategyAsync(HttpClient client, object definition)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/notification-strategies", new { definition }, Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private static JsonElement Json(WebReceiver web, string path) => JsonDocument.Parse(web.Posts.Single(post => post.Path == path).Body).RootElement;

    private static async Task<JsonElement> OneDeliveryAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/v1/notification-deliveries", Cancelled)).GetProperty("items").EnumerateArray().Single();

    private static async Task<(string?, int)> StateAsync(HttpClient client)
    {
        var delivery = await OneDeliveryAsync(client);
        return (delivery.GetProperty("status").GetString(), delivery.GetProperty("history").GetArrayLength());
    }

    private static async Task<HttpStatusCode> ResendAsync(HttpClient client, Guid id) => (await client.PostAsJsonAsync($"/api/v1/notification-deliveries/{id}/resend", new { }, Cancelled)).StatusCode;
}
