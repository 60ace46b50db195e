using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>Freezes and rules, where plans are made and where they run.</summary>
[Trait("Category", "Database")]
public sealed class PolicyTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_freeze_holds_what_is_approved_until_it_ends_and_never_runs_what_expired_meanwhile()
    {
        await using var host = await RepairHost.StartAsync(server);
        var root = host.As("root", "super_admin");
        var freeze = await FreezeAsync(root, new { reason = "release", environments = new[] { "demo" }, ends_at = TimeProvider.System.GetUtcNow().AddHours(2) });
        var first = await host.RequestAsync();
        var second = await host.RequestAsync(parameters: new { service = "search", version = "v1" });
        foreach (var request in new[] { first, second })
        {
            (await RepairHost.DecideAsync(host.As("bob"), request)).EnsureSuccessStatusCode();
        }

        await host.DeliverAsync();
        await host.Plane.Services.GetRequiredService<ReleaseHeld>().StepAsync(Cancelled);
        await host.DeliverAsync();
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.execution"));
        Assert.Equal("release", await host.Database.ScalarAsync<string>("SELECT held_because FROM control.approval_request WHERE id = $1 AND state = 'approved'", first.GetProperty("id").GetGuid()));
        using (var browser = host.Plane.SignedIn("team_member"))
        {
            Assert.Contains("held by a change freeze", await browser.GetStringAsync($"/approvals/{first.GetProperty("id").GetString()}", Cancelled), StringComparison.Ordinal);
            Assert.Contains("release", await browser.GetStringAsync("/automation", Cancelled), StringComparison.Ordinal);
        }

        await host.Database.ExecuteAsync("UPDATE control.approval_request SET expires_at = now() - interval '1 second' WHERE id = $1", second.GetProperty("id").GetGuid());
        await host.Plane.Services.GetRequiredService<ApprovalExpiryWorker>().StepAsync(Cancelled);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.As("mia", "team_member").PostAsync($"/api/v1/change-freezes/{freeze}/end", null, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await root.PostAsync($"/api/v1/change-freezes/{freeze}/end", null, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await root.PostAsync($"/api/v1/change-freezes/{freeze}/end", null, Cancelled)).StatusCode);
        await host.Plane.Services.GetRequiredService<ReleaseHeld>().StepAsync(Cancelled);
        await host.DeliverAsync();
        Assert.True(await host.ExecuteAsync());
        Assert.False(await host.ExecuteAsync());
        Assert.Single(host.Target.Requests);
        Assert.Equal("approved,expired", await host.Database.ScalarAsync<string>("SELECT string_agg(state, ',' ORDER BY number) FROM control.approval_request"));
    }

    [Fact]
    public async Task What_policy_says_when_it_runs_counts_even_if_the_plan_was_made_before()
    {
        await using var host = await RepairHost.StartAsync(server);
        var root = host.As("root", "super_admin");
        var frozen = await host.QueuedAsync();
        await host.Plane.Database.AddResourceAsync("payment-1", "payment");
        var freeze = await FreezeAsync(root, new { reason = "inventory", teams = new[] { "shop" }, ends_at = TimeProvider.System.GetUtcNow().AddHours(2) });
        var later = await host.RequestAsync();
        (await RepairHost.DecideAsync(host.As("bob"), later)).EnsureSuccessStatusCode();
        await host.DeliverAsync();
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.execution"));
        await root.PostAsync($"/api/v1/change-freezes/{freeze}/end", null, Cancelled);

        // A rule that came after the approval, and after the plan.
        Assert.Equal(HttpStatusCode.Created, (await root.PostAsJsonAsync("/api/v1/policy-rules", new { name = "Two for demo", environments = new[] { "demo" }, approvals = 2 }, Cancelled)).StatusCode);
        await host.ExecuteAsync();
        Assert.Equal("refused too_few_approvals", await host.StateAsync(frozen));
        await host.Plane.Services.GetRequiredService<ReleaseHeld>().StepAsync(Cancelled);
        await host.DeliverAsync();
        Assert.Equal("pending 2", await host.Database.ScalarAsync<string>("SELECT state || ' ' || required_approvals FROM control.approval_request WHERE id = $1", later.GetProperty("id").GetGuid()));
        (await RepairHost.DecideAsync(host.As("cid"), later)).EnsureSuccessStatusCode();
        await host.DeliverAsync();
        Assert.True(await host.ExecuteAsync());
        Assert.Single(host.Target.Requests);
    }

    [Fact]
    public async Task Naming_another_environment_does_not_get_around_a_rule_for_where_the_target_is()
    {
        await using var host = await RepairHost.StartAsync(server);
        await host.Plane.Database.AddResourceAsync("payment-1", "payment");
        await host.Database.ExecuteAsync("UPDATE control.resource SET environment = 'production' WHERE name = 'payment-1'");
        (await host.As("root", "super_admin").PostAsJsonAsync("/api/v1/policy-rules", new { name = "Two for production", environments = new[] { "production" }, approvals = 2 }, Cancelled)).EnsureSuccessStatusCode();
        var asked = await host.RequestAsync();
        Assert.Equal(("demo", 2), (asked.GetProperty("environment").GetString(), asked.GetProperty("required_approvals").GetInt32()));
        Assert.Contains("Two for production", asked.GetProperty("policy").EnumerateArray().Select(reason => reason.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_person_runs_a_low_risk_at_once_and_an_agent_waits_for_somebody()
    {
        await using var host = await RepairHost.StartAsync(server, Runbooks.Rollback("low"));
        Assert.Equal("approved", (await host.RequestAsync()).GetProperty("state").GetString());
        var agents = await host.RequestAsync(by: "service-account-sre-assistant", role: "approval_request");
        Assert.Equal(("pending", 1, "not_earned"), (agents.GetProperty("state").GetString(), agents.GetProperty("required_approvals").GetInt32(), agents.GetProperty("policy")[0].GetProperty("code").GetString()));
        await host.DeliverAsync();
        Assert.True(await host.ExecuteAsync());
        Assert.False(await host.ExecuteAsync());
    }

    [Fact]
    public async Task Policy_is_peoples_and_bad_input_names_its_field()
    {
        await using var host = await RepairHost.StartAsync(server);
        var root = host.As("root", "super_admin");
        var rule = new { name = "R", approvals = 1 };
        Assert.Equal(HttpStatusCode.Forbidden, (await host.As("bob").PostAsJsonAsync("/api/v1/policy-rules", rule, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.As("service-account-robot", "super_admin").PostAsJsonAsync("/api/v1/policy-rules", rule, Cancelled)).StatusCode);
        Assert.Equal(["approvals", "name"], await FieldsAsync(await root.PostAsJsonAsync("/api/v1/policy-rules", new { name = " ", approvals = 9 }, Cancelled)));
        Assert.Equal(["days", "from", "time_zone", "to"], await FieldsAsync(await root.PostAsJsonAsync("/api/v1/policy-rules", new { name = "R", approvals = 1, hours = "outside", days = Array.Empty<string>(), time_zone = "Mars" }, Cancelled)));
        var made = await (await root.PostAsJsonAsync("/api/v1/policy-rules", rule, Cancelled)).Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(HttpStatusCode.Conflict, (await root.PostAsJsonAsync("/api/v1/policy-rules", rule, Cancelled)).StatusCode);
        var address = $"/api/v1/policy-rules/{made.GetProperty("id").GetString()}";
        Assert.Equal(HttpStatusCode.OK, (await root.PutAsJsonAsync(address, new { name = "R", approvals = 2, version = made.GetProperty("version").GetUInt32() }, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await root.PutAsJsonAsync(address, new { name = "R", approvals = 3, version = made.GetProperty("version").GetUInt32() }, Cancelled)).StatusCode);

        Assert.Equal(["ends_at", "reason"], await FieldsAsync(await root.PostAsJsonAsync("/api/v1/change-freezes", new { reason = "", ends_at = "2020-01-01T00:00:00Z" }, Cancelled)));
        var preview = await (await root.PostAsJsonAsync("/api/v1/policy-rules/preview", new { runbook = "roll-back", environment = "demo" }, Cancelled)).Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(("waits_for_people", 2), (preview.GetProperty("effect").GetString(), preview.GetProperty("approvals").GetInt32()));
        Assert.Equal(["runbook"], await FieldsAsync(await root.PostAsJsonAsync("/api/v1/policy-rules/preview", new { runbook = "none" }, Cancelled)));
        using var browser = host.Plane.SignedIn("super_admin");
        Assert.Contains("Rule “R”", WebUtility.HtmlDecode(await browser.GetStringAsync("/automation/policy?runbook=roll-back&environment=demo&asks=trusted", Cancelled)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostFormAsync("/automation/freezes", "/automation/freezes", [new("Form.Reason", "x")], Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await root.DeleteAsync(new Uri(address, UriKind.Relative), Cancelled)).StatusCode);
        Assert.Equal(
            "policy_rule.created,policy_rule.changed,policy_rule.deleted",
            await host.Database.ScalarAsync<string>("SELECT string_agg(action, ',' ORDER BY at) FROM control.audit_entry WHERE target_type = 'policy_rule'"));
    }

    private static async Task<string?> FreezeAsync(HttpClient client, object freeze)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/change-freezes", freeze, Cancelled);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("id").GetString();
    }

    private static async Task<IEnumerable<string>> FieldsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);
    }
}
