using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Database")]
public sealed class AlertRuleEditingTests(PostgresServer server, MetricsServer metrics)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_is_written_changed_switched_and_deleted_and_each_step_is_audited()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: await metrics.SettingsAsync());
        var manager = host.WithRoles("team_manager");
        var created = await SendAsync(manager, HttpMethod.Post, "", Conditions("Hosts are busy"));
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("critical", created.Body.GetProperty("severity").GetString());
        Assert.Equal("warning", created.Body.GetProperty("further")[0].GetProperty("severity").GetString());
        Assert.Equal("90%", created.Body.GetProperty("conditions").GetProperty("any_of")[0].GetProperty("all_of")[0].GetProperty("warning").GetString());
        var (id, version) = (created.Body.GetProperty("id").GetString(), created.Body.GetProperty("version").GetInt64());

        var edited = await SendAsync(manager, HttpMethod.Put, id!, new { name = "Hosts are busy", expression = "up == 0", severity = "info", @for = "2m", version });
        Assert.Equal(HttpStatusCode.OK, edited.Status);
        Assert.Equal(120, edited.Body.GetProperty("for_seconds").GetInt32());
        var stale = await SendAsync(manager, HttpMethod.Put, id!, new { name = "Hosts are busy", expression = "up == 1", version });
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);

        var next = edited.Body.GetProperty("version").GetInt64();
        var off = await SendAsync(manager, HttpMethod.Post, $"{id}/disable?version={next}", null);
        Assert.False(off.Body.GetProperty("enabled").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(manager, HttpMethod.Delete, $"{id}?version={off.Body.GetProperty("version").GetInt64()}", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(manager, HttpMethod.Get, id!, null)).Status);
        Assert.Equal(
            "alert_rule.created,alert_rule.edited,alert_rule.disabled,alert_rule.deleted",
            await host.Database.ScalarAsync<string>("SELECT string_agg(action, ',' ORDER BY id) FROM control.audit_entry WHERE target_type = 'alert_rule'"));
    }

    [Fact]
    public async Task What_VictoriaMetrics_does_not_understand_replaces_nothing_and_names_the_field()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: await metrics.SettingsAsync());
        var manager = host.WithRoles("super_admin");
        var created = await SendAsync(manager, HttpMethod.Post, "", new { name = "Good", expression = "up == 0", @for = "1m" });
        var id = created.Body.GetProperty("id").GetString();
        var bad = await SendAsync(manager, HttpMethod.Put, id!, new { name = "Good", expression = "sum by (", version = created.Body.GetProperty("version").GetInt64() });
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        Assert.Contains("VictoriaMetrics", bad.Body.GetProperty("errors").GetProperty("expression")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("up == 0", await host.Database.ScalarAsync<string>("SELECT expression FROM control.alert_rule WHERE name = 'Good'"));

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(manager, HttpMethod.Post, "", new { name = "Good", expression = "up == 0" })).Status);
        var empty = await SendAsync(manager, HttpMethod.Post, "", new { name = " ", conditions = new { scope = "x", any_of = Array.Empty<object>() }, @for = "soon", runbook_url = "javascript:alert(1)" });
        Assert.Equal("any_of,for,name,runbook_url,scope", string.Join(',', empty.Body.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal)));
        foreach (var body in new object[] { new { name = "n", conditions = new { any_of = new object?[] { null } } }, new { name = "n", conditions = new { } }, new { name = "n", conditions = new { any_of = new[] { new { } } } } })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(manager, HttpMethod.Post, "", body)).Status);
        }
    }

    [Fact]
    public async Task Without_VictoriaMetrics_nothing_unchecked_is_stored()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var refused = await SendAsync(host.WithRoles("team_manager"), HttpMethod.Post, "", new { name = "Unchecked", expression = "up == 0" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert_rule"));
    }

    [Fact]
    public async Task A_preview_counts_how_often_a_rule_would_have_fired_in_the_last_day()
    {
        var settings = await metrics.SettingsAsync();
        settings["Intervals:Seconds"] = "15";
        await using var host = await ControlPlaneHost.StartAsync(server, settings: settings);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 15 * 15;
        // Every 15 s for two hours: twice above the limit for five minutes, once for one.
        var samples = Enumerable.Range(0, 480).Select(index => (At: now - 7200 + (index * 15), Value: index is >= 40 and < 60 or >= 200 and < 220 or >= 300 and < 304 ? 9 : 1));
        await metrics.ImportAsync(
            string.Concat(samples.Select(sample => string.Create(CultureInfo.InvariantCulture, $"preview_load{{resource=\"web-1\",resource_id=\"r\"}} {sample.Value} {sample.At}000\n"))), "last_over_time(preview_load[3h])");
        var preview = await SendAsync(host.WithRoles("team_manager"), HttpMethod.Post, "preview", new { expression = "preview_load > 5", severity = "critical", @for = "2m", summary = "{resource} is at {value}" });
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Equal(2, preview.Body.GetProperty("variants")[0].GetProperty("firings").GetInt32());
        Assert.Equal("web-1 is at 1", preview.Body.GetProperty("summary").GetString());
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert_rule"));
    }

    [Fact]
    public async Task The_wizard_adds_conditions_previews_and_saves_without_a_script()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: await metrics.SettingsAsync());
        var browser = host.SignedIn("team_manager");
        Dictionary<string, string> form = new()
        {
            ["Template"] = "cpu", ["Form.Mode"] = "conditions", ["Form.Name"] = "Busy <b>", ["Form.For"] = "5m", ["Form.Groups[0].Conditions[0].Signal"] = "cpu",
            ["Form.Groups[0].Conditions[0].Operator"] = ">", ["Form.Groups[0].Conditions[0].Critical"] = "95%", ["Form.Summary"] = "{resource}",
        };
        var shaped = await browser.PostFormAsync("/rules/new?template=cpu", "/rules/new?handler=shape&change=and:0", form, Cancellation);
        Assert.Contains("Form.Groups[0].Conditions[1].Signal", await shaped.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var tried = await browser.PostFormAsync("/rules/new?template=cpu", "/rules/new?handler=preview", form, Cancellation);
        Assert.Contains("It would not have fired", await tried.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var wrong = await browser.PostFormAsync("/rules/new?template=cpu", "/rules/new", new Dictionary<string, string>(form) { ["Form.Groups[0].Conditions[0].Critical"] = "much" }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.DoesNotContain("Busy <b>", await wrong.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var saved = await browser.PostFormAsync("/rules/new?template=cpu", "/rules/new", form, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var shown = await (await browser.GetAsync(saved.Headers.Location!, Cancellation)).Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("node_cpu_seconds_total", shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(saved.Headers.Location + "/edit", UriKind.Relative), Cancellation)).StatusCode);
    }

    private static object Conditions(string name) => new
    {
        name,
        @for = "5m",
        conditions = new
        {
            scope = "env=\"production\"",
            any_of = new[] { new { all_of = new[] { new { signal = "cpu", @operator = ">", warning = "90%", critical = "97%" } } } },
        },
    };

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpClient client, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/alert-rules{(path is "" ? "" : "/" + path)}", UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length > 0 ? JsonDocument.Parse(text).RootElement : default);
    }
}
