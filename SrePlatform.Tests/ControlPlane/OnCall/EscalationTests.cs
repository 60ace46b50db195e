using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Notifications;
using SrePlatform.ControlPlane.Features.OnCall;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.Tests.ControlPlane.Notifications;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.OnCall;

[Trait("Category", "Database")]
public sealed class EscalationTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Levels_are_reached_one_after_the_other_until_somebody_acknowledges_and_whoever_is_on_call_gets_the_mail()
    {
        await using var mail = MailReceiver.Start();
        await using var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["Notifications:AllowedNetworks:0"] = "127.0.0.0/8" });
        var admin = host.WithRoles("super_admin");
        var first = await RotationAsync(admin, "First line", "Ann", "ann@example.com");
        var second = await RotationAsync(admin, "Second line", "Bob", "bob@example.com");
        await PostAsync(admin, "on-call/policies", new { name = "Shop", services = new[] { "shop" }, levels = new[] { new { after_minutes = 5, rotation_id = first }, new { after_minutes = 15, rotation_id = second } } });
        var channel = (await PostAsync(admin, "notification-channels", new
        {
            kind = "email", name = "Mail", settings = new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = mail.Port.ToString(CultureInfo.InvariantCulture), ["security"] = "none", ["from"] = "sre@example.com", ["to"] = "all@example.com" },
        })).GetProperty("id").GetGuid();
        await PostAsync(admin, "notification-strategies", new { definition = new { name = "On call", on = new[] { "escalated" }, channels = new[] { channel } } });
        foreach (var (title, service) in new[] { ("One", "shop"), ("Two", "shop"), ("Three", "db") })
        {
            await PostAsync(admin, "incidents", new { title, severity = "critical", services = new[] { service } });
        }

        await RunAsync(host);
        Assert.Equal("1,2", await host.Database.ScalarAsync<string>("SELECT string_agg(i.number::text, ',' ORDER BY i.number) FROM control.escalation e JOIN control.incident i ON i.id = e.incident_id"));
        Assert.Empty(mail.Mails);
        await admin.PostAsJsonAsync("/api/v1/incidents/INC-2/acknowledge", new { }, Cancelled);
        await DueAsync(host);
        Assert.Equal(["ann@example.com"], mail.Mails.Select(sent => sent.To));
        await DueAsync(host);
        await DueAsync(host);
        Assert.Equal(["ann@example.com", "bob@example.com"], mail.Mails.Select(sent => sent.To));
        Assert.Equal("no_further_level,acknowledged", await host.Database.ScalarAsync<string>("SELECT string_agg(e.stop_reason, ',' ORDER BY i.number) FROM control.escalation e JOIN control.incident i ON i.id = e.incident_id"));
        Assert.Equal("Ann,Bob", await host.Database.ScalarAsync<string>("SELECT string_agg(details->>'person', ',' ORDER BY revision) FROM control.incident_event WHERE kind = 'escalated'"));
        Assert.Equal(HttpStatusCode.Conflict, (await admin.DeleteAsync(new Uri($"/api/v1/on-call/rotations/{first}", UriKind.Relative), Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Bad_rotations_are_refused_by_field_and_the_pages_show_who_is_on_call()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var admin = host.WithRoles("super_admin");
        foreach (var (body, field) in new (object, string)[]
        {
            (new { }, "name"), (new { name = "x", time_zone = "Mars", members = new[] { new { name = "a" } }, starts_on = "2026-01-01" }, "time_zone"),
            (new { name = "x", time_zone = "UTC", members = new[] { new { name = "a", email = "no" } }, starts_on = "2026-01-01" }, "members"),
            (new { name = "x", time_zone = "UTC", members = new[] { new { name = "a" } }, starts_on = "2026-01-01", shift_days = 0 }, "shift_days"),
        })
        {
            var refused = await admin.PostAsJsonAsync("/api/v1/on-call/rotations", body, Cancelled);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.True((await refused.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("errors").TryGetProperty(field, out _), field);
        }

        var browser = host.SignedIn("super_admin");
        var added = await browser.PostFormAsync("/on-call/rotations/new", "/on-call/rotations/new",
            [new("Name", "First line"), new("Zone", "Asia/Taipei"), new("Members", "Ann <ann@example.com>\nBob"), new("StartsOn", "2026-01-05"), new("HandoverAt", "09:00"), new("ShiftDays", "7")], Cancelled);
        Assert.Equal(HttpStatusCode.Found, added.StatusCode);
        var page = added.Headers.Location!.ToString();
        await browser.PostFormAsync(page, $"{page}?handler=standin", [new("person", "Cyd"), new("from", "2020-01-01T00:00"), new("to", "2020-12-01T00:00")], Cancelled);
        await browser.PostFormAsync(page, $"{page}?handler=standin", [new("person", "Cyd"), new("from", $"{TimeProvider.System.GetUtcNow().AddDays(-2):yyyy-MM-ddTHH:mm}"), new("to", $"{TimeProvider.System.GetUtcNow().AddDays(2):yyyy-MM-ddTHH:mm}")], Cancelled);
        var now = (await host.WithRoles("context_read").GetFromJsonAsync<JsonElement>("/api/v1/on-call", Cancelled)).GetProperty("items")[0];
        Assert.Equal(("Cyd", true), (now.GetProperty("person").GetProperty("name").GetString(), now.GetProperty("override").GetBoolean()));
        Assert.Contains("Cyd", await host.SignedIn("viewer").GetStringAsync(new Uri("/on-call", UriKind.Relative), Cancelled), StringComparison.Ordinal);
        Assert.Contains("Bob", await host.SignedIn("viewer").GetStringAsync(new Uri(page, UriKind.Relative), Cancelled), StringComparison.Ordinal);
        var id = page.Split('/')[^1];
        var policy = await browser.PostFormAsync("/on-call/policies/new", "/on-call/policies/new", [new("Name", "Shop"), new("Enabled", "true"), new("After", "5"), new("Whom", id), new("After", "15"), new("Whom", "")], Cancelled);
        Assert.Equal("/on-call", policy.Headers.Location?.ToString());
    }

    private static async Task<Guid> RotationAsync(HttpClient admin, string name, string person, string email) => (await PostAsync(admin, "on-call/rotations", new
    {
        name, time_zone = "UTC", members = new[] { new { name = person, email } }, starts_on = "2026-01-05", handover_at = "09:00:00", shift_days = 7,
    })).GetProperty("id").GetGuid();

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/{path}", body, Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{path}: {await answer.Content.ReadAsStringAsync(Cancelled)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private static async Task DueAsync(ControlPlaneHost host)
    {
        await host.Database.ExecuteAsync("UPDATE control.escalation SET due_at = now() - interval '1 second' WHERE stopped_at IS NULL");
        while (await host.Services.GetRequiredService<EscalationWorker>().StepAsync(Cancelled))
        {
        }

        await RunAsync(host);
    }

    private static async Task RunAsync(ControlPlaneHost host)
    {
        while (await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.outbox_message WHERE completed_at IS NULL AND failed_at IS NULL AND kind = 'incident.happened' AND available_at <= now()") > 0)
        {
            await host.Services.GetRequiredService<OutboxWorker>().StepAsync(Cancelled);
        }

        while (await host.Services.GetRequiredService<DeliveryWorker>().StepAsync(Cancelled))
        {
        }
    }
}
