using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Features.Resources.Import;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

/// <summary>Rules about labels, changes to many resources, and files of resources.</summary>
[Trait("Category", "Database")]
public sealed class ResourceBulkTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_about_labels_counts_who_breaks_it_and_an_enforced_one_refuses()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var admin = await PageBrowser.OpenAsync(host, "super_admin");
        var (good, bad) = (await AddAsync(host, "good", """{"tier":"gold"}"""), await AddAsync(host, "bad", """{"tier":"lead"}"""));
        await AddAsync(host, "none", "{}");
        using var added = await admin.PostAsync("/resources/labels", new Dictionary<string, string> { ["Label"] = "tier", ["Required"] = "true", ["AllowedValues"] = "gold, silver", ["Enforced"] = "true" });
        Assert.Equal(HttpStatusCode.Found, added.StatusCode);

        var list = await TextAsync(admin, "/resources?breaks=any");
        Assert.DoesNotContain($"/resources/{good}\"", list, StringComparison.Ordinal);
        Assert.Contains($"/resources/{bad}\"", list, StringComparison.Ordinal);
        Assert.Contains("2 resources break a rule", await TextAsync(admin, "/resources/labels"), StringComparison.Ordinal);
        Assert.Contains("has the value lead, which is not allowed", await TextAsync(admin, $"/resources/{bad}"), StringComparison.Ordinal);

        var refused = await host.WithRoles("team_manager").PostAsJsonAsync("/api/v1/resources", new { name = "new", kind = "server", team = "shop" }, Cancellation);
        Assert.Equal("The label tier is required here.", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").GetProperty("labels")[0].GetString());
        using var nothing = await admin.PostAsync("/resources/labels", new Dictionary<string, string> { ["Label"] = "9x" });
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        var manager = await PageBrowser.OpenAsync(host, "team_manager");
        using var forbidden = await manager.PostAsync("/resources/labels", new Dictionary<string, string> { ["Label"] = "x", ["Required"] = "true" });
        Assert.NotEqual(HttpStatusCode.OK, forbidden.StatusCode);
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.label_rule"));
    }

    [Fact]
    public async Task One_change_to_many_ends_for_each_by_itself()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var (one, two, nobody) = (await AddAsync(host, "one", "{}"), await AddAsync(host, "two", """{"rack":"r1"}"""), Guid.NewGuid());
        await host.Database.ExecuteAsync("INSERT INTO control.resource_group (id, name, team, created_at) VALUES (gen_random_uuid(), 'edge', 'shop', now())");
        var manager = host.WithRoles("team_manager");

        Assert.Equal("done done resource.not_found", await BatchAsync(manager, [one, two, nobody], "set_label", "rack=a1"));
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource WHERE labels = '{\"rack\":\"a1\"}'"));
        Assert.Equal("validation", await BatchAsync(manager, [one], "set_label", "team=x"));
        Assert.Equal("done done", await BatchAsync(manager, [one, two], "add_to_group", "edge"));
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource_group_member"));
        Assert.Equal("done", await BatchAsync(manager, [one], "set_team", "payments"));
        Assert.Equal("done done", await BatchAsync(manager, [one, two], "retire", null));
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource WHERE retired_at IS NOT NULL"));
        Assert.Equal(7, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE target_type IN ('resource', 'group')"));
        foreach (var (action, value) in new[] { ("set_criticality", "huge"), ("add_to_group", "no such"), ("set_team", "") })
        {
            var refused = await manager.PostAsJsonAsync("/api/v1/resources/batch", new { ids = new[] { one }, action, value }, Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        var page = await PageBrowser.OpenAsync(host, "team_manager");
        using var shown = await page.PostAsync("/resources/batch", new Dictionary<string, string> { ["Chosen"] = one.ToString(), ["Action"] = "restore" }, fragment: true);
        Assert.Contains("Done for one resource", await shown.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_previewed_applied_row_by_row_and_only_once()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await AddAsync(host, "same", "{}");
        await AddAsync(host, "other", "{}");
        var manager = await PageBrowser.OpenAsync(host, "team_manager");
        const string file = "\uFEFFname,kind,team,labels,health\r\nnew,server,shop,\"rack=a1;note='=1+1\",up\r\nother,service,payments,,\r\nsame,service,shop,,\r\nbad,toaster,shop,,\r\nnew,server,shop,,\r\nshort,server\r\n";
        using var uploaded = await manager.UploadAsync("/resources/import", "File", "../../r.csv", file);
        Assert.Equal(HttpStatusCode.Found, uploaded.StatusCode);
        var preview = uploaded.Headers.Location!.ToString();
        Assert.Contains("Adds 1, changes 1, leaves 1 as they are, refuses 3", await TextAsync(manager, preview), StringComparison.Ordinal);
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource"));

        using var applied = await manager.PostAsync(preview, new Dictionary<string, string>());
        var result = await TextAsync(manager, preview);
        Assert.Contains("Added 1, changed 1, left 1 as they were, refused 3", result, StringComparison.Ordinal);
        Assert.Contains("It can be: server, network_device", result, StringComparison.Ordinal);
        Assert.Equal("payments", await host.Database.ScalarAsync<string>("SELECT team FROM control.resource WHERE name = 'other'"));
        Assert.Equal("a1", await host.Database.ScalarAsync<string>("SELECT labels ->> 'rack' FROM control.resource WHERE name = 'new'"));

        await host.Database.ExecuteAsync("DELETE FROM control.resource WHERE name = 'new'");
        using var again = await manager.PostAsync(preview, new Dictionary<string, string>());
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource"));
        foreach (var wrong in new[] { "kind,team\nserver,shop\n", "name,colour\na,b\n", "name\n", "" })
        {
            using var refused = await manager.UploadAsync("/resources/import", "File", "r.csv", wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Theory]
    [InlineData("a", "1;2")]
    [InlineData("a", @"c:\temp\")]
    [InlineData("a", "x=y z")]
    public void Labels_survive_a_cell(string name, string value)
    {
        Assert.True(LabelText.TryRead(LabelText.Write(new Dictionary<string, string> { [name] = value, ["b"] = "2" }), out var labels, out _));
        Assert.Equal((value, "2"), (labels[name], labels["b"]));
    }

    [Fact]
    public void What_the_export_made_text_is_read_as_it_was()
    {
        var file = ImportFile.Read($"name,labels\n{ResourceCsv.Cell("-1")},{ResourceCsv.Cell("@x=1")}\n\"open,\n");
        Assert.Equal(("-1", "@x=1"), (file.Lines[0].Cells["name"], file.Lines[0].Cells["labels"]));
        Assert.Equal("malformed", file.Lines[1].Error?.Code);
    }

    private static async Task<Guid> AddAsync(ControlPlaneHost host, string name, string labels)
    {
        var id = await host.Database.AddResourceAsync(name, name);
        await host.Database.ExecuteAsync("UPDATE control.resource SET labels = $1::jsonb, origin = 'manual', environment = 'production' WHERE id = $2", labels, id);
        return id;
    }

    private static async Task<string> BatchAsync(HttpClient client, Guid[] ids, string action, string? value)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/resources/batch", new { ids, action, value }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return string.Join(' ', (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("done").GetBoolean() ? "done" : item.GetProperty("code").GetString()));
    }

    private static async Task<string> TextAsync(PageBrowser browser, string address)
    {
        using var shown = await browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        return await shown.Content.ReadAsStringAsync(Cancellation);
    }
}
