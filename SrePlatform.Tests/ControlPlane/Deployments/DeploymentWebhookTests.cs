using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Deployments;

[Trait("Category", "Database")]
public sealed class DeploymentWebhookTests(PostgresServer server)
{
    private static readonly Uri Webhook = new("/webhooks/deployments", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_is_stored_once_with_the_version_before_it()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.WithRoles("team_manager").PostAsJsonAsync("/api/v1/resources", new { name = "shop-payment", service = "payment", environment = "demo", kind = "service", team = "shop" }, Cancellation);
        var pipeline = host.WithToken(ControlPlaneHost.DeploymentsToken);

        await ReportAsync(pipeline, new { service = "payment", version = "v2.3.0", deployed_at = "2026-01-31T13:00:00Z" });
        var report = new { service = "payment", version = "v2.3.1", deployed_by = "ci", commit = "abc", deployed_at = "2026-01-31T14:01:12.1234567Z" };
        var first = await ReportAsync(pipeline, report);
        Assert.Equal(first, await ReportAsync(pipeline, report));

        var list = await host.WithRoles("context_read").GetFromJsonAsync<JsonElement>("/api/v1/deployments?service=payment&limit=1", Cancellation);
        var latest = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(("v2.3.1", "v2.3.0", "demo", "succeeded"), (Text(latest, "version"), Text(latest, "previous_version"), Text(latest, "environment"), Text(latest, "status")));
        Assert.NotEqual(JsonValueKind.Null, latest.GetProperty("resource_id").ValueKind);
        Assert.NotNull(list.GetProperty("next_cursor").GetString());
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE action = 'deployment.reported' AND actor = 'ci' AND service = 'payment'"));
    }

    [Fact]
    public async Task The_senders_own_id_or_an_idempotency_key_makes_a_repeated_report_the_same_one()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var pipeline = host.WithToken(ControlPlaneHost.DeploymentsToken);
        var report = new { service = "payment", version = "v1", id = "build-7" };
        Assert.Equal(await ReportAsync(pipeline, report), await ReportAsync(pipeline, report));

        var keyed = new[] { await KeyedAsync(pipeline), await KeyedAsync(pipeline) };
        Assert.Equal(keyed[0], keyed[1]);
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReportAsync(pipeline, new { service = "search", version = "v1", id = "build-8" })));
        Assert.Single(together.Distinct());
    }

    [Fact]
    public async Task A_failed_deployment_is_not_what_ran_before()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var pipeline = host.WithToken(ControlPlaneHost.DeploymentsToken);
        await ReportAsync(pipeline, new { service = "payment", version = "v1", deployed_at = "2026-01-31T10:00:00Z" });
        await ReportAsync(pipeline, new { service = "payment", version = "v2", status = "failed", deployed_at = "2026-01-31T11:00:00Z" });
        await ReportAsync(pipeline, new { service = "payment", version = "v3", deployed_at = "2026-01-31T12:00:00Z" });
        Assert.Equal("v1", await host.Database.ScalarAsync<string>("SELECT previous_version FROM control.deployment WHERE version = 'v3'"));
    }

    [Theory]
    [InlineData("""{"version":"v1"}""", "service")]
    [InlineData("""{"service":"a","version":" "}""", "version")]
    [InlineData("""{"service":"a","version":"v1","status":"perhaps"}""", "status")]
    [InlineData("""{"service":"a","version":"v1","deployed_at":"yesterday"}""", "deployed_at")]
    [InlineData("""{"service":"a","version":"v1","deployed_at":"2999-01-01T00:00:00Z"}""", "deployed_at")]
    [InlineData("""{"service":"a\u0000b","version":"v1"}""", "service")]
    [InlineData("""nonsense""", "body")]
    public async Task Each_wrong_field_is_named_and_nothing_is_stored(string body, string field)
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await host.WithToken(ControlPlaneHost.DeploymentsToken).PostAsync(Webhook, content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.deployment"));
    }

    [Fact]
    public async Task Only_a_pipelines_token_may_report()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var report = new { service = "payment", version = "v1" };
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anonymous().PostAsJsonAsync(Webhook, report, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.WithRoles("super_admin").PostAsJsonAsync(Webhook, report, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.WithToken(ControlPlaneHost.IngestToken).PostAsJsonAsync(Webhook, report, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anonymous().GetAsync(new Uri("/api/v1/deployments", UriKind.Relative), Cancellation)).StatusCode);
    }

    private static async Task<Guid> KeyedAsync(HttpClient pipeline)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Webhook) { Content = JsonContent.Create(new { service = "orders", version = "v1" }) };
        request.Headers.Add("Idempotency-Key", "run-9");
        using var response = await pipeline.SendAsync(request, Cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetGuid();
    }

    private static async Task<Guid> ReportAsync(HttpClient pipeline, object report)
    {
        using var response = await pipeline.PostAsJsonAsync(Webhook, report, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetGuid();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
