using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>What the executor refuses, whoever could write to its tables.</summary>
[Trait("Category", "Database")]
public sealed class ExecutorTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plan = replace(plan, 'v2.3.0', 'v6.6.6')", "refused forged_plan")]
    [InlineData("plan = replace(plan, '\"bob\"', '\"eve\"')", "refused forged_plan")]
    [InlineData("signature = 'bm8gc2lnbmF0dXJl'", "refused forged_plan")]
    [InlineData("signature = 'not base64'", "refused forged_plan")]
    public async Task A_plan_that_was_changed_does_not_run(string change, string expected)
    {
        await using var host = await RepairHost.StartAsync(server);
        var id = await host.QueuedAsync();
        Assert.Equal(1, await host.Database.ExecuteAsync($"UPDATE control.execution SET {change} WHERE id = $1", id));
        await host.ExecuteAsync();
        Assert.Equal(expected, await host.StateAsync(id));
        Assert.Empty(host.Target.Requests);
    }

    [Theory]
    [InlineData("UPDATE control.runbook_version SET content = replace(content, 'PUT', 'POST')", "refused runbook_changed")]
    [InlineData("UPDATE control.runbook_version SET reviewed_at = NULL", "refused runbook_not_reviewed")]
    [InlineData("UPDATE control.runbook SET retired_at = now()", "refused runbook_unknown")]
    [InlineData("UPDATE control.approval_request SET state = 'withdrawn'", "refused request_not_approved")]
    [InlineData("INSERT INTO control.change_freeze (id, reason, environments, starts_at, ends_at, created_by, created_at) VALUES (gen_random_uuid(), 'release', '{demo}', now() - interval '1 hour', now() + interval '1 hour', 'ann', now())", "refused change_freeze")]
    public async Task What_changed_after_the_approval_is_noticed_where_it_runs(string change, string expected)
    {
        await using var host = await RepairHost.StartAsync(server);
        var id = await host.QueuedAsync();
        Assert.Equal(1, await host.Database.ExecuteAsync(change));
        await host.ExecuteAsync();
        Assert.Equal(expected, await host.StateAsync(id));
        Assert.Empty(host.Target.Requests);
    }

    [Fact]
    public async Task A_runbook_that_changes_between_approval_and_signature_makes_the_approval_void()
    {
        await using var host = await RepairHost.StartAsync(server);
        var request = await host.RequestAsync();
        (await RepairHost.DecideAsync(host.As("bob"), request)).EnsureSuccessStatusCode();
        await host.ReviewedAsync(Runbooks.Rollback(risk: "low"));
        await host.DeliverAsync();
        Assert.Equal("void", await host.Database.ScalarAsync<string>("SELECT state FROM control.approval_request"));
        Assert.False(await host.ExecuteAsync());
    }

    [Fact]
    public async Task A_plan_runs_once_and_for_its_own_execution_only()
    {
        await using var host = await RepairHost.StartAsync(server);
        var id = await host.QueuedAsync();
        Assert.True(await host.ExecuteAsync());
        await host.Database.ExecuteAsync("UPDATE control.execution SET state = 'queued' WHERE id = $1", id);
        await host.ExecuteAsync();
        Assert.Equal("refused used_before", await host.StateAsync(id));

        var other = await host.QueuedAsync();
        await host.Database.ExecuteAsync("UPDATE control.execution SET plan = (SELECT plan FROM control.execution WHERE id = $1), signature = (SELECT signature FROM control.execution WHERE id = $1) WHERE id = $2", id, other);
        await host.ExecuteAsync();
        Assert.Equal("refused other_execution", await host.StateAsync(other));
        Assert.Single(host.Target.Requests);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("from_the_future")]
    [InlineData("too_few_approvals")]
    [InlineData("own_approval")]
    [InlineData("risk_understated")]
    [InlineData("digest_mismatch")]
    [InlineData("parameters_invalid")]
    [InlineData("environment_not_allowed")]
    [InlineData("forged_plan")]
    public async Task Even_a_signed_plan_is_held_to_the_rules(string reason)
    {
        await using var host = await RepairHost.StartAsync(server);
        var id = await host.QueuedAsync();
        var plan = JsonSerializer.Deserialize<Plan>(await host.Database.ScalarAsync<string>("SELECT plan FROM control.execution WHERE id = $1", id), ApiJson.Options)!;
        var now = TimeProvider.System.GetUtcNow();
        var changed = reason switch
        {
            "expired" => plan with { ExpiresAt = now.AddSeconds(-1) },
            "from_the_future" => plan with { IssuedAt = now.AddMinutes(5) },
            "too_few_approvals" => plan with { Approvers = [] },
            "own_approval" => plan with { Approvers = [.. plan.Approvers, plan.Requester] },
            "risk_understated" => plan with { Risk = SrePlatform.ControlPlane.Features.Runbooks.RunbookRisk.Low },
            "digest_mismatch" => plan with { Targets = ["service:other"] },
            "parameters_invalid" => plan with { Parameters = new Dictionary<string, JsonElement> { ["service"] = JsonSerializer.SerializeToElement(1) } },
            "environment_not_allowed" => plan with { Environment = "production", Digest = SrePlatform.ControlPlane.Features.Approvals.PlanDigest.Of(plan.Runbook, plan.RunbookVersion, plan.RunbookHash, plan.Parameters, plan.Targets, "production") },
            _ => plan,
        };
        using var stranger = new PlanSigner(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var signer = reason == "forged_plan" ? stranger : host.Plane.Services.GetRequiredService<PlanSigner>();
        var signed = signer.Sign(changed);
        await host.Database.ExecuteAsync("UPDATE control.execution SET plan = $2, signature = $3 WHERE id = $1", id, signed.Text, signed.Signature);
        await host.ExecuteAsync();
        Assert.Equal("refused " + reason, await host.StateAsync(id));
        Assert.Empty(host.Target.Requests);
    }

    [Fact]
    public async Task Breaking_the_glass_runs_in_a_freeze_on_one_word_and_is_loud()
    {
        await using var host = await RepairHost.StartAsync(server);
        await host.Database.ExecuteAsync("INSERT INTO control.change_freeze (id, reason, environments, starts_at, ends_at, created_by, created_at) VALUES (gen_random_uuid(), 'release', '{}', now() - interval '1 hour', now() + interval '1 hour', 'ann', now())");
        var request = await host.RequestAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await RepairHost.DecideAsync(host.As("bob"), request, "broke_glass", "everything burns")).StatusCode);
        var browser = host.Plane.SignedIn("team_manager");
        var page = $"/approvals/{request.GetProperty("id").GetString()}";
        using var answer = await browser.PostFormAsync(page, page + "?handler=decide", [new("decision", "brokeglass"), new("digest", request.GetProperty("digest").GetString()!), new("reason", "everything burns")], Cancelled);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        await host.DeliverAsync();
        await host.ExecuteAsync();
        Assert.Single(host.Target.Requests);
        Assert.Equal("everything burns", await host.Database.ScalarAsync<string>("SELECT details->>'reason' FROM control.audit_entry WHERE action = 'approval.broke_glass'"));
    }

    [Fact]
    public async Task A_run_whose_executor_is_lost_is_unknown_and_never_repeated_and_a_claim_passes_on()
    {
        await using var host = await RepairHost.StartAsync(server);
        var lost = await host.QueuedAsync();
        var claimed = await host.Store.ClaimAsync(100, TimeSpan.FromMinutes(10), Cancelled);
        await host.Database.ExecuteAsync("UPDATE control.execution SET lease_until = now() - interval '1 second'");
        var again = await host.Store.ClaimAsync(100, TimeSpan.FromMinutes(10), Cancelled);
        Assert.Equal(claimed!.Id, again!.Id);
        Assert.False(await host.Store.BeginAsync(claimed, "nonce-1", Cancelled));
        Assert.True(await host.Store.BeginAsync(again, "nonce-2", Cancelled));
        Assert.Equal(0, await host.Store.GiveUpLostAsync(Cancelled));
        await host.Database.ExecuteAsync("UPDATE control.execution SET lease_until = now() - interval '1 second'");
        Assert.Equal(1, await host.Store.GiveUpLostAsync(Cancelled));
        Assert.False(await host.ExecuteAsync());
        Assert.Equal("unknown executor_lost", await host.StateAsync(lost));
        Assert.Empty(host.Target.Requests);
    }

    [Fact]
    public async Task Two_runs_never_act_on_one_target_and_a_storm_waits()
    {
        await using var host = await RepairHost.StartAsync(server);
        await host.QueuedAsync();
        await host.QueuedAsync();
        await host.QueuedAsync(parameters: new { service = "search", version = "v1" });
        var first = await host.Store.ClaimAsync(100, TimeSpan.FromMinutes(10), Cancelled);
        var second = await host.Store.ClaimAsync(100, TimeSpan.FromMinutes(10), Cancelled);
        Assert.NotNull(second);
        Assert.Null(await host.Store.ClaimAsync(100, TimeSpan.FromMinutes(10), Cancelled));
        Assert.Equal("service:payment,service:search", string.Join(',', (await Task.WhenAll(new[] { first!, second }.Select(claim => host.Database.ScalarAsync<string>("SELECT targets[1] FROM control.execution WHERE id = $1", claim.Id)))).Order()));
        await host.Store.BeginAsync(first!, "n", Cancelled);
        await host.Store.FinishAsync(first!, SrePlatform.ControlPlane.Features.Automation.ExecutionState.Succeeded, null, null, Cancelled);
        Assert.Null(await host.Store.ClaimAsync(1, TimeSpan.FromMinutes(10), Cancelled));
        Assert.NotNull(await host.Store.ClaimAsync(2, TimeSpan.FromMinutes(10), Cancelled));
    }

    [Theory]
    [InlineData("INSERT INTO control.execution SELECT * FROM control.execution")]
    [InlineData("UPDATE control.execution SET plan = '{}'")]
    [InlineData("UPDATE control.execution SET signature = ''")]
    [InlineData("UPDATE control.approval_request SET state = 'approved'")]
    [InlineData("INSERT INTO control.approval_decision (id, request_id, kind, actor, actor_id, digest, at) SELECT gen_random_uuid(), id, 'approved', 'eve', 'eve', digest, now() FROM control.approval_request")]
    [InlineData("UPDATE control.runbook_version SET content = ''")]
    [InlineData("DELETE FROM control.spent_plan")]
    [InlineData("DELETE FROM control.change_freeze")]
    [InlineData("DELETE FROM control.policy_rule")]
    [InlineData("UPDATE control.policy_rule SET enabled = false")]
    [InlineData("UPDATE control.autonomy SET level = 'automatic'")]
    [InlineData("UPDATE control.audit_entry SET actor = 'nobody'")]
    [InlineData("CREATE TABLE control.mine (id int)")]
    [InlineData("SELECT * FROM control.data_protection_key")]
    [InlineData("SELECT * FROM control.ingestion_source")]
    public async Task The_executors_role_cannot_make_or_change_what_it_is_given(string sql)
    {
        await using var database = await ControlPlaneDatabase.CreateAsync(server);
        await using var source = NpgsqlDataSource.Create(database.ConnectionStringOf("executor", ControlPlaneDatabase.Password));
#pragma warning disable CA2100 // The statements above.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancelled));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("payment/../../admin", "PUT /services/payment%2F..%2F..%2Fadmin/version")]
    [InlineData("a?b=c#d", "PUT /services/a%3Fb%3Dc%23d/version")]
    public async Task A_value_stays_one_segment_of_its_path(string service, string expected)
    {
        await using var host = await RepairHost.StartAsync(server);
        await host.QueuedAsync(parameters: new { service, version = "\",\"admin\":\"true" });
        await host.ExecuteAsync();
        var asked = Assert.Single(host.Target.Requests);
        Assert.Equal(expected, asked.Route);
        Assert.Equal("\",\"admin\":\"true", JsonDocument.Parse(asked.Body).RootElement.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task A_value_that_would_leave_its_place_is_not_sent(string service)
    {
        await using var host = await RepairHost.StartAsync(server);
        var id = await host.QueuedAsync(parameters: new { service, version = "v1" });
        await host.ExecuteAsync();
        Assert.Equal("failed failed", await host.StateAsync(id));
        Assert.Empty(host.Target.Requests);
    }
}
