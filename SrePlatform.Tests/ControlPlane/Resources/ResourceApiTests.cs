using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

[Trait("Category", "Database")]
public sealed class ResourceApiTests(PostgresServer server)
{
    private static readonly Uri Resources = new("/api/v1/resources", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resource_lives_from_creation_to_deletion_and_leaves_an_audit_trail()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var manager = host.WithRoles("team_manager");

        var created = await manager.PostAsJsonAsync(Resources, new { name = "web-1", kind = "server", team = "shop", address = "10.0.0.5:9100", labels = new { rack = "r1" } }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var resource = await Body(created);
        Assert.Equal(("web-1", "web-1", "production", "medium", "manual"), (Text(resource, "name"), Text(resource, "service"), Text(resource, "environment"), Text(resource, "criticality"), Text(resource, "origin")));
        Assert.Equal($"\"{resource.GetProperty("version").GetUInt32()}\"", created.Headers.ETag!.Tag);

        var edited = await SendAsync(manager, HttpMethod.Put, created.Headers.Location!, created.Headers.ETag.Tag, new { name = "web-1", kind = "server", team = "shop", criticality = "high", address = "10.0.0.6:9100" });
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        Assert.Equal("high", Text(await Body(edited), "criticality"));

        var deleted = await SendAsync(manager, HttpMethod.Delete, created.Headers.Location!, edited.Headers.ETag!.Tag, null);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync(created.Headers.Location, Cancellation)).StatusCode);
        Assert.Equal(3, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE target_id = $1", Text(resource, "id")));
        Assert.Equal("criticality, address, labels", await host.Database.ScalarAsync<string>("SELECT details->>'changed' FROM control.audit_entry WHERE action = 'resource.edited'"));
    }

    [Fact]
    public async Task A_stale_edit_is_refused_and_changes_nothing()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var manager = host.WithRoles("team_manager");
        var created = await manager.PostAsJsonAsync(Resources, new { name = "db-1", kind = "database", team = "shop" }, Cancellation);
        var first = created.Headers.ETag!.Tag;
        var edit = new { name = "db-1", kind = "database", team = "platform" };
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(manager, HttpMethod.Put, created.Headers.Location!, first, edit)).StatusCode);

        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(manager, HttpMethod.Put, created.Headers.Location!, first, new { name = "db-1", kind = "cache", team = "shop" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(manager, HttpMethod.Delete, created.Headers.Location!, first, null)).StatusCode);
        var missing = await SendAsync(manager, HttpMethod.Put, created.Headers.Location!, null, edit);
        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
        Assert.True((await Body(missing)).GetProperty("errors").TryGetProperty("version", out _));
        Assert.Equal("database", await host.Database.ScalarAsync<string>("SELECT kind FROM control.resource"));
    }

    [Fact]
    public async Task Each_wrong_field_is_named()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var manager = host.WithRoles("super_admin");
        var refused = await manager.PostAsJsonAsync(Resources, new { name = "a\"b", address = "nowhere", labels = new { resource_id = "x" } }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(["address", "kind", "labels", "name", "team"], (await Body(refused)).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());

        var valid = new { name = "web-1", kind = "server", team = "shop" };
        await manager.PostAsJsonAsync(Resources, valid, Cancellation);
        var taken = await manager.PostAsJsonAsync(Resources, valid, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, taken.StatusCode);
        Assert.Contains("Another resource has this name.", await taken.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        var unreadable = await manager.PostAsJsonAsync(Resources, new { name = "x", kind = "toaster", team = "shop" }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, unreadable.StatusCode);
        Assert.True((await Body(unreadable)).GetProperty("errors").TryGetProperty("kind", out _));
    }

    [Fact]
    public async Task Only_those_who_may_manage_can_change_anything()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var body = new { name = "web-1", kind = "server", team = "shop" };
        foreach (var role in new[] { "viewer", "team_member", "context_read", "approval_request" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await host.WithRoles(role).PostAsJsonAsync(Resources, body, Cancellation)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anonymous().PostAsJsonAsync(Resources, body, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SignedIn("super_admin").PostAsJsonAsync(Resources, body, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.WithToken(ControlPlaneHost.DiscoveryToken).GetAsync(Resources, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.WithRoles("context_read").GetAsync(Resources, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_list_is_searched_filtered_and_read_page_by_page()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var manager = host.WithRoles("team_manager");
        foreach (var number in Enumerable.Range(1, 7))
        {
            await manager.PostAsJsonAsync(Resources, new { name = $"web_{number}", kind = number % 2 == 0 ? "server" : "service", team = number < 4 ? "shop" : "platform" }, Cancellation);
        }

        Assert.Equal(["web_1", "web_2", "web_3", "web_4", "web_5", "web_6", "web_7"], await AllAsync(manager, "limit=3"));
        Assert.Equal(["web_7", "web_6", "web_5", "web_4", "web_3", "web_2", "web_1"], await AllAsync(manager, "limit=2&sort=-name"));
        Assert.Equal(7, (await AllAsync(manager, "limit=2&sort=team")).Distinct().Count());
        Assert.Equal(["web_2"], await AllAsync(manager, "kind=server&team=shop"));
        Assert.Equal(["web_3"], await AllAsync(manager, "q=_3"));
        Assert.Empty(await AllAsync(manager, "q=web%25"));
        Assert.Empty(await AllAsync(manager, "health=up"));
        Assert.Equal(7, (await AllAsync(manager, "health=unknown")).Count);
        foreach (var wrong in new[] { "limit=0", "limit=201", "limit=x", "cursor=nonsense", "cursor=bm9uc2Vuc2U", "kind=toaster", "sort=colour", "health=fine" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await manager.GetAsync(new Uri($"/api/v1/resources?{wrong}", UriKind.Relative), Cancellation)).StatusCode);
        }
    }

    private static async Task<List<string>> AllAsync(HttpClient client, string query)
    {
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/resources?{query}{(cursor is null ? "" : $"&cursor={cursor}")}", UriKind.Relative), Cancellation);
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => Text(item, "name")));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return names;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, Uri address, string? version, object? body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        return await client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> Body(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
