using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Automation.Proposals;
using SrePlatform.ControlPlane.Features.Automation.Verification;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.Tests.ControlPlane.Diagnosis;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>From a diagnosis to a run without people, by the level that the pair of rule and runbook has.</summary>
[Trait("Category", "Database")]
public sealed class AutonomyTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_a_person_with_the_right_raises_a_level_and_the_log_says_if_it_is_against_the_record()
    {
        await using var host = await StartAsync("low");
        await ProposedAsync(host);
        var pair = await PairAsync(host);
        Assert.Equal(("suggest", 1, "too_few_verified"), (pair.GetProperty("level").GetString(), pair.GetProperty("proposed").GetInt32(), pair.GetProperty("suggestion").GetProperty("reason").GetString()));

        await RefusedAsync(await SetAsync(host.As("vera", "viewer"), pair, "approve"), HttpStatusCode.Forbidden, null);
        await RefusedAsync(await SetAsync(host.As("mia", "team_member"), pair, "approve"), HttpStatusCode.Forbidden, null);
        await RefusedAsync(await SetAsync(host.As("service-account-robot", "team_manager"), pair, "approve"), HttpStatusCode.Forbidden, "autonomy.only_people");
        await RefusedAsync(await SetAsync(host.As("bob"), pair, "automatic"), HttpStatusCode.Conflict, "autonomy.not_earned");
        await RefusedAsync(await SetAsync(host.As("bob"), pair, "shadow", seen: "approve"), HttpStatusCode.Conflict, "autonomy.changed");
        await RefusedAsync(await SetAsync(host.As("bob"), pair, "shadow", reason: " "), HttpStatusCode.BadRequest, "validation");
        Assert.Equal(HttpStatusCode.OK, (await SetAsync(host.As("bob"), pair, "shadow")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SetAsync(host.As("root", "super_admin"), pair, "automatic", seen: "shadow")).StatusCode);
        Assert.Equal(
            "autonomy.lowered -,autonomy.raised too_few_graded",
            await host.Database.ScalarAsync<string>("SELECT string_agg(action || ' ' || coalesce(details->>'against_the_record', '-'), ',' ORDER BY at) FROM control.audit_entry WHERE target_type = 'autonomy'"));
    }

    [Fact]
    public async Task What_is_automatic_runs_without_people_until_a_run_does_not_help_or_its_runbook_changes()
    {
        await using var host = await StartAsync("low");
        await ProposedAsync(host);
        await SetAsync(host.As("root", "super_admin"), await PairAsync(host), "automatic");
        await ProposedAsync(host);
        await RunAsync(host);
        await ResolvedAsync(host);
        var helped = await PairAsync(host);
        Assert.Equal(("automatic", 1, 1), (helped.GetProperty("level").GetString(), helped.GetProperty("verified").GetInt32(), helped.GetProperty("in_a_row").GetInt32()));

        // It fails: although the alerts end all the same, that is not its merit.
        host.Target.OnJson("PUT /services/payment/version", new { }, HttpStatusCode.InternalServerError);
        await ProposedAsync(host);
        await RunAsync(host);
        await ResolvedAsync(host);
        var failed = await PairAsync(host);
        Assert.Equal(("approve", "failed", 1), (failed.GetProperty("level").GetString(), failed.GetProperty("changed_because").GetString(), failed.GetProperty("failed").GetInt32()));

        await SetAsync(host.As("root", "super_admin"), failed, "automatic");
        await host.ReviewedAsync(Answering("low").Replace("expected: Less errors", "expected: Fewer errors", StringComparison.Ordinal));
        await ProposedAsync(host);
        Assert.Equal(("approve", "runbook_changed"), ((await PairAsync(host)).GetProperty("level").GetString(), (await PairAsync(host)).GetProperty("changed_because").GetString()));
        Assert.Equal("pending 1", await host.Database.ScalarAsync<string>("SELECT state || ' ' || required_approvals FROM control.approval_request ORDER BY number DESC LIMIT 1"));
        Assert.False(await host.ExecuteAsync());
    }

    [Fact]
    public async Task A_risk_that_asks_for_people_is_not_automatic_on_any_level()
    {
        await using var host = await StartAsync("high");
        await ProposedAsync(host);
        await SetAsync(host.As("root", "super_admin"), await PairAsync(host), "automatic");
        await ProposedAsync(host);
        Assert.Equal("pending 1", await host.Database.ScalarAsync<string>("SELECT state || ' ' || required_approvals FROM control.approval_request"));
        await host.DeliverAsync();
        Assert.False(await host.ExecuteAsync());
    }

    [Fact]
    public async Task What_was_only_watched_is_graded_once_by_a_person_or_by_a_run_that_did_the_same()
    {
        await using var host = await StartAsync("low");
        var first = await ProposedAsync(host);
        await SetAsync(host.As("bob"), await PairAsync(host), "shadow");
        var grade = new { right = true };
        Assert.Equal(HttpStatusCode.Forbidden, (await host.As("vera", "viewer").PostAsJsonAsync($"/api/v1/autonomy/proposals/{first}/grade", grade, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.As("mia", "team_member").PostAsJsonAsync($"/api/v1/autonomy/proposals/{first}/grade", new { }, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.As("mia", "team_member").PostAsJsonAsync($"/api/v1/autonomy/proposals/{first}/grade", grade, Cancelled)).StatusCode);
        await RefusedAsync(await host.As("mia", "team_member").PostAsJsonAsync($"/api/v1/autonomy/proposals/{first}/grade", grade, Cancelled), HttpStatusCode.Conflict, "autonomy.graded_already");

        await ResolvedAsync(host);
        await ProposedAsync(host);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.approval_request"));
        var incident = await host.Database.ScalarAsync<Guid>("SELECT id FROM control.incident ORDER BY number DESC LIMIT 1");
        var answer = await RepairHost.PostRequestAsync(host.As("ann", "team_member"), incident: incident);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await RunAsync(host);
        await ResolvedAsync(host);
        var pair = await PairAsync(host);
        Assert.Equal(("shadow", 2, 2, 0), (pair.GetProperty("level").GetString(), pair.GetProperty("right").GetInt32(), pair.GetProperty("graded_since").GetInt32(), pair.GetProperty("executed").GetInt32()));

        using var browser = host.Plane.SignedIn("team_manager");
        var page = await browser.GetStringAsync($"/automation/autonomy/{pair.GetProperty("id").GetString()}", Cancelled);
        Assert.Contains("mia", page, StringComparison.Ordinal);
        Assert.Contains("PaymentErrors", await browser.GetStringAsync("/automation/autonomy?level=shadow", Cancelled), StringComparison.Ordinal);
    }

    private static string Answering(string risk) => Runbooks.Rollback(risk).Replace("targets:", "answers: {action: rollback}\ntargets:", StringComparison.Ordinal);

    private async Task<RepairHost> StartAsync(string risk)
    {
        var host = await RepairHost.StartAsync(server, Answering(risk));
        await host.Database.CreateAssistantViewsAsync();
        return host;
    }

    /// <summary>An alert opens an incident whose diagnosis proposes the rollback, and it is considered; the diagnosis.</summary>
    private static async Task<Guid> ProposedAsync(RepairHost host)
    {
        await host.Plane.PostAlertsAsync(AlertPosts.Alert("PaymentErrors", "payment", startsAt: TimeProvider.System.GetUtcNow(), labels: new Dictionary<string, string> { ["env"] = "demo" }));
        await host.Plane.Services.GetRequiredService<IncidentWorker>().StepAsync(Cancelled);
        var (diagnosis, session) = (Guid.NewGuid(), Guid.NewGuid());
        await host.Database.AddAnalysisAsync(session, """{"schema_version":1,"proposed_action":{"kind":"rollback","title":{"text":"Roll back"},"service":"payment","to_version":"v2.3.0"}}""");
        await host.Database.ExecuteAsync(
            """
            INSERT INTO control.diagnosis (id, kind, services, automatic, state, session_id, incident_id, idempotency_key, requested_by, created_at, completed_at, progress, polls)
            SELECT $1, 'alerts', '{payment}', false, 'completed', $2, id, $1::text, 'system', now(), now(), 100, 1 FROM control.incident WHERE state <> 'resolved' ORDER BY number DESC LIMIT 1
            """, diagnosis, session);
        await using var scope = host.Plane.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ConsiderDiagnoses>().RunAsync(Cancelled);
        return diagnosis;
    }

    private static async Task RunAsync(RepairHost host)
    {
        // The Assistant, who would be taught what became of it, is not there.
        await host.Database.ExecuteAsync("DELETE FROM control.outbox_message WHERE kind <> 'approval.granted'");
        await host.DeliverAsync();
        Assert.True(await host.ExecuteAsync());
        await WatchAsync(host);
    }

    /// <summary>The alerts end, and what ran is judged.</summary>
    private static async Task ResolvedAsync(RepairHost host)
    {
        await host.Database.ExecuteAsync("UPDATE control.alert SET status = 'resolved', ends_at = now() WHERE status = 'firing'");
        await WatchAsync(host);
        await host.Database.ExecuteAsync("UPDATE control.incident SET state = 'resolved', resolved_at = now() WHERE state <> 'resolved'");
    }

    private static async Task WatchAsync(RepairHost host)
    {
        await using var scope = host.Plane.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WatchExecutions>().RunAsync(Cancelled);
    }

    private static async Task<JsonElement> PairAsync(RepairHost host) =>
        Assert.Single((await host.As("vera", "viewer").GetFromJsonAsync<JsonElement>("/api/v1/autonomy", Cancelled)).GetProperty("items").EnumerateArray());

    private static Task<HttpResponseMessage> SetAsync(HttpClient client, JsonElement pair, string level, string? seen = null, string reason = "Because.") => client.PutAsJsonAsync(
        $"/api/v1/autonomy/{pair.GetProperty("id").GetString()}/level", new { level, seen = seen ?? pair.GetProperty("level").GetString(), reason }, Cancelled);

    private static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string? code)
    {
        Assert.Equal(status, answer.StatusCode);
        if (code is not null)
        {
            Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString());
        }
    }
}
