using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

[Trait("Category", "Database")]
public sealed class ResourcePagesTests(PostgresServer server, MetricsServer metrics)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_who_may_manage_adds_edits_and_deletes_a_resource()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var manager = host.SignedIn("team_manager");

        var added = await manager.PostFormAsync("/resources/new", "/resources/new", Form(("Name", "web-1"), ("Address", "10.0.0.5:9100"), ("Labels", "rack=r1\nrow=2")), Cancellation);
        Assert.Equal(HttpStatusCode.Found, added.StatusCode);
        var address = added.Headers.Location!.ToString();
        Assert.Contains("rack", await PageAsync(manager, address), StringComparison.Ordinal);

        var edited = await manager.PostFormAsync($"{address}/edit", $"{address}/edit", Form(("Name", "web-1b"), ("Version", await VersionAsync(host))), Cancellation);
        Assert.Equal(HttpStatusCode.Found, edited.StatusCode);
        Assert.Contains("web-1b", await PageAsync(manager, "/resources"), StringComparison.Ordinal);

        var deleted = await manager.PostFormAsync(address, $"{address}?handler=Delete", [new("version", await VersionAsync(host))], Cancellation);
        Assert.Equal(HttpStatusCode.Found, deleted.StatusCode);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource"));
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_says_what_is_wrong_at_the_field()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var refused = await host.SignedIn("team_manager").PostFormAsync("/resources/new", "/resources/new", Form(("Name", "web-1"), ("Address", "no<where>"), ("Labels", "resource_id=x")), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("value=\"no&lt;where&gt;\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"address-error\"", page, StringComparison.Ordinal);
        Assert.Contains("resource_id is set by the platform", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_form_is_refused_with_what_was_typed()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var manager = host.SignedIn("team_manager");
        var added = await manager.PostFormAsync("/resources/new", "/resources/new", Form(("Name", "web-1")), Cancellation);
        var old = await VersionAsync(host);
        await host.Database.ExecuteAsync("UPDATE control.resource SET team = 'other'");
        var edit = $"{added.Headers.Location}/edit";
        var refused = await manager.PostFormAsync(edit, edit, Form(("Name", "web-mine"), ("Version", old)), Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("web-mine", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("other", await host.Database.ScalarAsync<string>("SELECT team FROM control.resource"));
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_can_change_nothing()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var added = await host.SignedIn("team_manager").PostFormAsync("/resources/new", "/resources/new", Form(("Name", "web-1")), Cancellation);
        var viewer = host.SignedIn("viewer");
        var list = await PageAsync(viewer, "/resources");
        Assert.Contains("web-1", list, StringComparison.Ordinal);
        Assert.DoesNotContain("/resources/new", list, StringComparison.Ordinal);
        var address = added.Headers.Location!.ToString();
        foreach (var (page, action) in new[] { ("/resources", "/resources/new"), (address, $"{address}/edit"), (address, $"{address}?handler=Delete") })
        {
            var refused = await viewer.PostFormAsync(page, action, Form(("Name", "mine"), ("version", await VersionAsync(host))), Cancellation);
            Assert.True(refused.StatusCode is HttpStatusCode.Forbidden || refused.Headers.Location?.ToString().Contains("access-denied", StringComparison.Ordinal) == true, $"{action}: {refused.StatusCode}");
        }

        Assert.Equal("web-1", await host.Database.ScalarAsync<string>("SELECT name FROM control.resource"));
    }

    [Fact]
    public async Task A_form_without_an_antiforgery_token_is_refused()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        using var form = new FormUrlEncodedContent(Form(("Name", "web-1")));
        using var refused = await host.SignedIn("team_manager").PostAsync(new Uri("/resources/new", UriKind.Relative), form, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task The_same_address_answers_with_a_page_or_its_fragment()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var viewer = host.SignedIn("viewer");
        foreach (var address in new[] { "/resources", "/rules", "/deployments", "/topology" })
        {
            Assert.Contains("<!DOCTYPE html>", await PageAsync(viewer, address), StringComparison.OrdinalIgnoreCase);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            request.Headers.Add("HX-Request", "true");
            using var fragment = await viewer.SendAsync(request, Cancellation);
            Assert.DoesNotContain("<html", await fragment.Content.ReadAsStringAsync(Cancellation), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Charts_draw_what_VictoriaMetrics_has_and_say_when_it_has_nothing_or_does_not_answer()
    {
        var id = Guid.CreateVersion7();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var samples = string.Concat(Enumerable.Range(0, 12).Select(back =>
            $"node_memory_MemTotal_bytes{{resource_id=\"{id}\"}} 1000 {now - (back * 15_000)}\nnode_memory_MemAvailable_bytes{{resource_id=\"{id}\"}} 250 {now - (back * 15_000)}\n"));
        await metrics.ImportAsync(samples, $"node_memory_MemAvailable_bytes{{resource_id=\"{id}\"}}");
        await using var host = await ControlPlaneHost.StartAsync(server, settings: await metrics.SettingsAsync());
        await using var blind = await ControlPlaneHost.StartAsync(server);
        foreach (var one in new[] { host, blind })
        {
            await one.Database.ExecuteAsync(
                """
                INSERT INTO control.resource (id, name, kind, service, environment, team, criticality, address, metrics_path, labels, origin, created_at, updated_at)
                VALUES ($1, 'web-1', 'server', 'web', 'production', 'shop', 'medium', '10.0.0.5:9100', '/metrics', '{}', 'manual', now(), now())
                """,
                id);
        }

        var drawn = await SeriesAsync(host, $"/resources/{id}/series?chart=memory&range=15m");
        Assert.Equal("checked", drawn.GetProperty("status").GetString());
        Assert.Equal(0.75, drawn.GetProperty("series")[0].GetProperty("values").EnumerateArray().Last(value => value.ValueKind is JsonValueKind.Number).GetDouble(), 6);
        Assert.Equal(drawn.GetProperty("times").GetArrayLength(), drawn.GetProperty("series")[0].GetProperty("values").GetArrayLength());
        Assert.Equal("empty", (await SeriesAsync(host, $"/resources/{id}/series?chart=cpu")).GetProperty("status").GetString());
        Assert.Equal("unavailable", (await SeriesAsync(blind, $"/resources/{id}/series?chart=cpu")).GetProperty("status").GetString());
        Assert.Contains("cannot be reached", await PageAsync(blind.SignedIn("viewer"), "/resources"), StringComparison.Ordinal);
        foreach (var wrong in new[] { "chart=nothing", "chart=cpu&range=1y", "" })
        {
            using var refused = await host.SignedIn("viewer").GetAsync(new Uri($"/resources/{id}/series?{wrong}", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Fact]
    public async Task The_export_holds_what_is_listed_and_runs_nothing()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.SignedIn("team_manager").PostFormAsync("/resources/new", "/resources/new", Form(("Name", "web-1"), ("Labels", "note==1+1")), Cancellation);
        var csv = await PageAsync(host.SignedIn("viewer"), "/resources/export.csv?kind=server");
        Assert.Contains("web-1,server,web-1,production,shop,medium,,/metrics,,,unknown,manual,note==1+1,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("web-1", await PageAsync(host.SignedIn("viewer"), "/resources/export.csv?kind=cache"), StringComparison.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, string>> Form(params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string> { ["Form.Kind"] = "server", ["Form.Team"] = "shop" };
        foreach (var (name, value) in fields)
        {
            form[name == "version" ? name : $"Form.{name}"] = value;
        }

        return form;
    }

    private static Task<string> VersionAsync(ControlPlaneHost host) => host.Database.ScalarAsync<string>("SELECT xmin::text FROM control.resource");

    private static async Task<string> PageAsync(HttpClient browser, string address)
    {
        using var response = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<JsonElement> SeriesAsync(ControlPlaneHost host, string address) =>
        (await host.SignedIn("viewer").GetFromJsonAsync<JsonElement>(new Uri(address, UriKind.Relative), Cancellation))!;
}
