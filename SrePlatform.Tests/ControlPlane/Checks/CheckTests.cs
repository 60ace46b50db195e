using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SrePlatform.ControlPlane.Features.Checks;
using SrePlatform.Tests.ControlPlane.Notifications;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Checks;

[Trait("Category", "Database")]
public sealed class CheckTests(PostgresServer server, MetricsServer metrics)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_reaches_only_where_an_administrator_allows_and_its_result_is_health_and_series()
    {
        var settings = await metrics.SettingsAsync();
        settings["Intervals:Seconds"] = "0.1";
        await using var host = await ControlPlaneHost.StartAsync(server, settings: settings);
        await using var web = await WebReceiver.StartAsync();
        var manager = host.WithRoles("team_manager");
        var resource = await host.Database.AddResourceAsync("shop-1", "shop");
        var created = await manager.PostAsJsonAsync($"/api/v1/resources/{resource}/checks", new { name = "front", kind = "http", target = web.Address }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        Assert.Contains("inside this installation", (await AskedAsync(host, resource)).GetProperty("last_detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(web.Posts);

        var admin = await PageBrowser.OpenAsync(host, "super_admin");
        using var allowed = await admin.PostAsync("/settings/networks", new Dictionary<string, string> { ["Range"] = "127.0.0.0/8" });
        Assert.Equal(HttpStatusCode.Found, allowed.StatusCode);
        Assert.True((await AskedAsync(host, resource)).GetProperty("last_succeeded").GetBoolean());
        Assert.Contains("Its checks pass", await (await admin.GetAsync($"/resources/{resource}")).Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        await Eventually.TrueAsync(
            async () => (await metrics.QueryAsync($$"""probe_success{resource_id="{{resource}}",check="front",service="shop",team="shop",job="check"} == 1""")).Contains("\"value\"", StringComparison.Ordinal),
            "the sample is stored");

        web.Answers.Enqueue(503);
        var failed = await AskedAsync(host, resource);
        Assert.Equal("Answered 503, not 2xx", failed.GetProperty("last_detail").GetString());
        await Eventually.TrueAsync(
            async () => (await manager.GetFromJsonAsync<JsonElement>("/api/v1/resources?health=down", Cancellation)).GetProperty("items").GetArrayLength() == 1, "the resource is down");

        await host.Database.ExecuteAsync("UPDATE control.resource SET retired_at = now()");
        Assert.Equal(failed.GetProperty("last_at").GetDateTimeOffset(), (await AskedAsync(host, resource)).GetProperty("last_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_certificate_that_clients_refuse_fails_a_check_unless_it_is_accepted_and_its_end_is_known_either_way()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["Networks:Allowed:0"] = "127.0.0.0/8" });
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var expires = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(expires.AddYears(-10), expires);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var web = builder.Build();
        web.Run(http => http.Response.WriteAsync("all is well"));
        await web.StartAsync(Cancellation);

        var resource = await host.Database.AddResourceAsync("shop-1", "shop");
        var manager = host.WithRoles("team_manager");
        foreach (var (name, verifies, text) in new[] { ("strict", true, "well"), ("lax", false, "well"), ("text", false, "ill") })
        {
            await manager.PostAsJsonAsync($"/api/v1/resources/{resource}/checks", new { name, kind = "http", target = web.Urls.First(), verifies_certificate = verifies, expected_text = text }, Cancellation);
        }

        await StepAsync(host);
        var checks = (await manager.GetFromJsonAsync<List<JsonElement>>($"/api/v1/resources/{resource}/checks", Cancellation))!.ToDictionary(check => check.GetProperty("name").GetString()!);
        Assert.StartsWith("Clients refuse the certificate", checks["strict"].GetProperty("last_detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("Answered 200 with the text", checks["lax"].GetProperty("last_detail").GetString());
        Assert.Equal("Answered 200 without the text \"ill\"", checks["text"].GetProperty("last_detail").GetString());
        Assert.All(checks.Values, check => Assert.Equal(expires, check.GetProperty("certificate_expires_at").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Replicas_share_what_is_due_and_a_port_that_nobody_listens_on_fails()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["Networks:Allowed:0"] = "127.0.0.0/8" });
        var resource = await host.Database.AddResourceAsync("shop-1", "shop");
        await host.Database.ExecuteAsync(
            """
            INSERT INTO control.resource_check (id, resource_id, name, kind, target, verifies_certificate, interval_seconds, timeout_seconds, enabled, due_at, created_at, updated_at)
            SELECT gen_random_uuid(), $1, 'c' || n, 'tcp', '127.0.0.1:9', true, 60, 2, true, now() - interval '1 s', now(), now() FROM generate_series(1, 40) n
            """,
            resource);
        var store = host.Services.GetRequiredService<CheckStore>();
        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.ClaimAsync(10, Cancellation)));
        Assert.Equal(40, claims.SelectMany(claim => claim).Select(check => check.Id).Distinct().Count());
        Assert.Empty(await store.ClaimAsync(10, Cancellation));

        await host.Database.ExecuteAsync("UPDATE control.resource_check SET due_at = now() - interval '1 s'");
        await StepAsync(host);
        Assert.Equal(40, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.resource_check WHERE last_detail LIKE 'Nothing listens%' AND due_at > now() + interval '50 s' AND lease_id IS NULL"));
    }

    [Theory]
    [InlineData("target", "http", "ftp://shop.example/")]
    [InlineData("target", "http", "http://user:word@shop.example/")]
    [InlineData("target", "tcp", "shop.example")]
    [InlineData("target", "icmp", "shop.example:80/x")]
    [InlineData("interval_seconds", "tcp", "shop.example:80")]
    public void Bad_input_names_its_field(string field, string kind, string target)
    {
        var draft = new CheckDraft { Name = "n", Kind = Enum.Parse<CheckKind>(kind, ignoreCase: true), Target = target, IntervalSeconds = field == "interval_seconds" ? 5 : null };
        Assert.False(CheckValidation.Check(draft).TryGet(out _, out var failure));
        Assert.Equal(field, Assert.Single(Assert.IsType<CheckInvalid>(failure).Wrong).Field);
    }

    [Fact]
    public async Task A_resource_of_another_team_cannot_be_checked_looked_at_or_changed()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var resource = await host.Database.AddResourceAsync("shop-1", "shop");
        await host.Database.ExecuteAsync("INSERT INTO control.team (id, name, created_at) VALUES (gen_random_uuid(), 'other', now())");
        var stranger = host.WithRoles("team_manager");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri($"/api/v1/resources/{resource}/checks", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync($"/api/v1/resources/{resource}/checks", new { name = "x", kind = "tcp", target = "a:1" }, Cancellation)).StatusCode);
        var batch = await stranger.PostAsJsonAsync("/api/v1/resources/batch", new { ids = new[] { resource }, action = "retire" }, Cancellation);
        var item = (await batch.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("items")[0];
        Assert.Equal("resource.not_found", item.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn("team_manager").GetAsync(new Uri($"/resources/{resource}/checks", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn("team_manager").GetAsync(new Uri("/services/shop", UriKind.Relative), Cancellation)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await host.SignedIn("team_manager").GetAsync(new Uri("/settings/networks", UriKind.Relative), Cancellation)).StatusCode);
    }

    private static Task StepAsync(ControlPlaneHost host) => host.Services.GetRequiredService<CheckWorker>().StepAsync(Cancellation);

    /// <summary>Has the one check asked now, and reads how it ended.</summary>
    private static async Task<JsonElement> AskedAsync(ControlPlaneHost host, Guid resource)
    {
        await host.Database.ExecuteAsync("UPDATE control.resource_check SET due_at = now()");
        await StepAsync(host);
        return (await host.WithRoles("viewer").GetFromJsonAsync<List<JsonElement>>($"/api/v1/resources/{resource}/checks", Cancellation))!.Single();
    }
}
