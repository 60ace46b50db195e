using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Platform;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.Tests.ControlPlane;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Pairs;

/// <summary>
/// What one service writes, the other reads, property by property: each with its own types, from the other as it really is.
/// </summary>
[Trait("Category", "Database")]
public sealed class ContractTests(PostgresServer server, MetricsServer metrics)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset Onset = Now - TimeSpan.FromMinutes(3);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_control_plane_reads_everything_that_the_assistant_writes()
    {
        await using var pair = await ServicePair.StartAsync(server);
        var host = pair.ControlPlanes[0];
        await PrepareAsync(host);
        pair.Sources.System.From(Onset, "payment", "latency_p95", value => value + 0.4).From(Onset, "checkout", "latency_p95", value => value + 0.4)
            .From(Onset, "checkout", "peer_latency", value => value + 0.4, "payment");
        await host.PostAlertsAsync(AlertPosts.Alert("Slow", "checkout", startsAt: Onset.AddSeconds(20)), AlertPosts.Alert("Slow", "payment", startsAt: Onset.AddSeconds(20)));
        await CompletedAsync(pair, 1);
        await host.WithRoles("team_member").PostAsJsonAsync("/api/v1/diagnoses", new { services = new[] { "nowhere" } }, Cancelled);
        await CompletedAsync(pair, 2);

        var (results, coverage) = (host.Services.GetRequiredService<AssistantResults>(), new PropertyCoverage());
        var sessions = (await results.ListSessionsAsync(DateTimeOffset.MaxValue, 10, Cancelled)).Value!;
        Assert.Equal(2, sessions.Count);
        await using var scope = host.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<AssistantClient>();
        foreach (var session in sessions)
        {
            coverage.Add(session);
            coverage.Add((await results.EventsAsync(session.SessionId, 0, 100, Cancelled)).Value);
            coverage.Add((await results.FindAnalysisAsync(session.SessionId, Cancelled)).Value);
            coverage.Add((await results.ObservationsAsync(session.SessionId, Cancelled)).Value);
            coverage.Add((await client.StatusAsync(session.SessionId, Cancelled)).Value);
            var graded = await client.GradeAsync(session.SessionId, new SendGrade("partly", "inventory", "It was the other one.", "ann"), Guid.NewGuid().ToString(), Cancelled);
            Assert.Null(graded.Error);
        }

        coverage.AssertWhole(
            "AnalysisEngine.Model", // No model is configured.
            "SessionRow.Error", "SessionStatus.Error"); // Neither failed.
        Assert.Equal("partly|inventory|It was the other one.|ann", await pair.Database.ScalarAsync<string>(
            "SELECT grade || '|' || corrected_cause || '|' || comment || '|' || graded_by FROM assistant.feedback LIMIT 1"));
    }

    [Fact]
    public async Task The_assistant_takes_everything_that_the_control_plane_asks_with()
    {
        await using var pair = await ServicePair.StartAsync(server);
        var host = pair.ControlPlanes[0];
        await PrepareAsync(host);
        await host.Database.ExecuteAsync("INSERT INTO control.team (id, name, created_at) VALUES (gen_random_uuid(), 'shop', now())");
        await host.PostAlertsAsync(AlertPosts.Alert("Slow", "checkout"));
        await CompletedAsync(pair, 1);
        var member = host.WithToken(host.Realm.Token("ann", ["team_member"]));
        using var asked = await member.PostAsJsonAsync("/api/v1/diagnoses", new { services = new[] { "checkout" } }, Cancelled);
        Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync(Cancelled));
        await CompletedAsync(pair, 2);

        var alerts = await pair.Database.ScalarAsync<string>("SELECT request::text FROM assistant.diagnosis_session WHERE kind = 'alerts'");
        Assert.Contains((await pair.Database.ScalarAsync<Guid>("SELECT id FROM control.alert")).ToString(), alerts, StringComparison.Ordinal);
        Assert.Equal(1, await pair.Database.ScalarAsync<long>(
            "SELECT count(*) FROM assistant.diagnosis_session s JOIN control.incident i ON i.id = s.incident_id AND i.generation = s.generation WHERE s.requested_by = 'system'"));
        var deployment = JsonDocument.Parse(await pair.Database.ScalarAsync<string>("SELECT request::text FROM assistant.diagnosis_session WHERE kind = 'deployment'")).RootElement;
        Assert.Equal("P3", deployment.GetProperty("severity").GetString());
        Assert.Equal("checkout", deployment.GetProperty("affected_services")[0].GetString());
        Assert.False(string.IsNullOrEmpty(deployment.GetProperty("requester_scope").GetProperty("token").GetString()));
        Assert.Equal("ann", await pair.Database.ScalarAsync<string>("SELECT requested_by FROM assistant.diagnosis_session WHERE kind = 'deployment'"));
    }

    [Fact]
    public async Task The_assistant_reads_everything_that_the_control_plane_serves()
    {
        // A rule is taken when VictoriaMetrics understands it.
        await using var pair = await ServicePair.StartAsync(server, settings: await metrics.SettingsAsync());
        var host = pair.ControlPlanes[0];
        await PrepareAsync(host);
        await host.PostAlertsAsync(AlertPosts.Alert("Slow", "payment", labels: new Dictionary<string, string> { ["resource"] = "payment" }), AlertPosts.Alert("Slow", "checkout"));
        await Eventually.TrueAsync(async () => await pair.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert WHERE incident_id IS NOT NULL") == 2, "the alerts are grouped");
        await host.PostAlertsAsync(AlertPosts.Resolved("Slow", "checkout"));
        using var added = await host.WithRoles("super_admin").PostAsJsonAsync(
            "/api/v1/alert-rules", new { name = "Slow", group = "shop", expression = "vector(1) > 0", severity = "warning", @for = "1m", summary = "Slow." }, Cancelled);
        Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync(Cancelled));

        await using var scope = pair.Assistants[0].Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<ControlPlaneClient>();
        var coverage = new PropertyCoverage();
        coverage.Add(await ListAsync<AlertRecord>("alerts"));
        coverage.Add(await ListAsync<DeploymentRecord>("deployments"));
        coverage.Add(await ListAsync<AuditRecord>("audit-logs"));
        coverage.Add(await ListAsync<IncidentRecord>("incidents"));
        coverage.Add(await ListAsync<ResourceRecord>("resources"));
        coverage.Add(await ListAsync<AlertRuleRecord>("alert-rules"));
        var topology = AssistantJson.Deserialize<TopologyRecord>((await client.GetAsync("/api/v1/topology", Cancelled)).Content);
        coverage.Add(topology);
        coverage.AssertWhole(
            "TopologyEdge.RequestsPerSecond", // Declared by hand: nothing measured it.
            "TopologyRecord.Unavailable"); // VictoriaMetrics answered.

        async Task<IReadOnlyList<T>> ListAsync<T>(string list)
        {
            var page = AssistantJson.Deserialize<ControlPlanePage<T>>((await client.GetAsync($"/api/v1/{list}?limit=100", Cancelled)).Content);
            Assert.True(page.Items.Count > 0, $"{list} is empty");
            return page.Items;
        }
    }

    /// <summary>What an installation has: resources, who calls whom, deployments.</summary>
    private static async Task PrepareAsync(ControlPlaneHost host)
    {
        await host.Database.AddResourceAsync("payment", "payment");
        await host.Database.AddResourceAsync("checkout", "checkout");
        await host.Database.AddEdgeAsync("checkout", "payment");
        foreach (var (version, at) in new[] { ("v2.3.0", Onset.AddHours(-1)), ("v2.3.1", Onset.AddSeconds(-20)) })
        {
            using var reported = await host.WithToken(ControlPlaneHost.DeploymentsToken).PostAsJsonAsync(
                "/webhooks/deployments",
                new { service = "payment", version, environment = "demo", status = "succeeded", deployed_by = "ci", description = "A release.", deployed_at = at, id = version }, Cancelled);
            Assert.True(reported.IsSuccessStatusCode, await reported.Content.ReadAsStringAsync(Cancelled));
        }
    }

    private static Task CompletedAsync(ServicePair pair, int diagnoses) => Eventually.TrueAsync(
        async () => await pair.Database.ScalarAsync<long>("SELECT count(*) FROM control.diagnosis WHERE state = 'completed'") == diagnoses, $"{diagnoses} diagnoses are completed");
}
