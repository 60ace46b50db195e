using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

[Trait("Category", "Database")]
public sealed class ApprovalTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_person_approves_and_it_runs_once_with_its_secret_hidden()
    {
        await using var host = await RepairHost.StartAsync(server);
        var id = await host.QueuedAsync();
        Assert.True(await host.ExecuteAsync());
        Assert.False(await host.ExecuteAsync());
        await host.DeliverAsync();

        Assert.Equal("succeeded", await host.StateAsync(id));
        var asked = Assert.Single(host.Target.Requests);
        Assert.Equal(("PUT /services/payment/version", """{"version":"v2.3.0"}""", id.ToString(), "Bearer " + RepairHost.Secret), (asked.Route, asked.Body, asked.IdempotencyKey, asked.Authorization));
        var output = await host.Database.ScalarAsync<string>("SELECT string_agg(text, '|' ORDER BY number) FROM control.execution_output");
        Assert.Contains("[secret]", output, StringComparison.Ordinal);
        Assert.DoesNotContain(RepairHost.Secret, output, StringComparison.Ordinal);
        Assert.Equal(
            "approval.requested,approval.approved,plan.signed,execution.succeeded",
            await host.Database.ScalarAsync<string>("SELECT string_agg(action, ',' ORDER BY at) FROM control.audit_entry WHERE action ~ '^(approval|plan|execution)'"));
    }

    [Fact]
    public async Task Nobody_approves_their_own_request_and_no_service_approves_anything()
    {
        await using var host = await RepairHost.StartAsync(server);
        var request = await host.RequestAsync(by: "ann", role: "team_manager");
        Assert.Equal("approval.own", await RefusedAsync(await RepairHost.DecideAsync(host.As("ann"), request), HttpStatusCode.Conflict));
        Assert.Equal(HttpStatusCode.Forbidden, (await RepairHost.DecideAsync(host.As("service-account-sre-assistant", "approval_request"), request)).StatusCode);
        Assert.Equal("approval.only_people", await RefusedAsync(await RepairHost.DecideAsync(host.As("service-account-robot", "team_manager"), request), HttpStatusCode.Conflict));
        Assert.Equal(HttpStatusCode.Forbidden, (await RepairHost.DecideAsync(host.As("mia", "team_member"), request)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RepairHost.DecideAsync(host.Plane.Anonymous(), request)).StatusCode);
        await host.DeliverAsync();
        Assert.False(await host.ExecuteAsync());
        Assert.Empty(host.Target.Requests);
    }

    [Fact]
    public async Task A_critical_one_needs_two_different_people()
    {
        await using var host = await RepairHost.StartAsync(server, Runbooks.Rollback("critical"));
        var request = await host.RequestAsync();
        Assert.Equal("pending", await DecidedAsync(host.As("bob"), request));
        Assert.Equal("approval.approved_already", await RefusedAsync(await RepairHost.DecideAsync(host.As("bob"), request), HttpStatusCode.Conflict));
        await host.DeliverAsync();
        Assert.False(await host.ExecuteAsync());
        Assert.Equal("approved", await DecidedAsync(host.As("cid"), request));
        await host.DeliverAsync();
        Assert.True(await host.ExecuteAsync());
        Assert.Single(host.Target.Requests);
    }

    [Fact]
    public async Task A_decision_is_about_what_was_seen_and_is_made_once()
    {
        await using var host = await RepairHost.StartAsync(server);
        var request = await host.RequestAsync();
        Assert.Equal("approval.changed", await RefusedAsync(await RepairHost.DecideAsync(host.As("bob"), request, digest: new string('0', 64)), HttpStatusCode.Conflict));
        Assert.Equal("validation", await RefusedAsync(await RepairHost.DecideAsync(host.As("bob"), request, "rejected"), HttpStatusCode.BadRequest));
        Assert.Equal("approved", await DecidedAsync(host.As("bob"), request));
        Assert.Equal("approval.not_open", await RefusedAsync(await RepairHost.DecideAsync(host.As("cid"), request), HttpStatusCode.Conflict));
        await host.DeliverAsync();
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.execution"));
    }

    [Fact]
    public async Task Of_people_who_approve_at_once_each_counts_once_and_one_plan_is_made()
    {
        await using var host = await RepairHost.StartAsync(server);
        var request = await host.RequestAsync();
        var answers = await Task.WhenAll(new[] { "bob", "bob", "cid", "dan" }.Select(name => RepairHost.DecideAsync(host.As(name), request)));
        Assert.Equal(1, answers.Count(answer => answer.IsSuccessStatusCode));
        await host.DeliverAsync();
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.execution"));
    }

    [Fact]
    public async Task An_expired_request_is_not_approved()
    {
        await using var host = await RepairHost.StartAsync(server);
        var request = await host.RequestAsync();
        await host.Database.ExecuteAsync("UPDATE control.approval_request SET expires_at = now() - interval '1 second'");
        Assert.Equal("approval.expired", await RefusedAsync(await RepairHost.DecideAsync(host.As("bob"), request), HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task The_same_key_is_the_same_request_and_bad_input_names_its_field()
    {
        await using var host = await RepairHost.StartAsync(server);
        var first = await host.RequestAsync(key: "k1");
        Assert.Equal(first.GetProperty("id").GetString(), (await host.RequestAsync(key: "k1")).GetProperty("id").GetString());
        var client = host.As("ann", "team_member");
        Assert.Contains("parameters.version", await FieldsAsync(await RepairHost.PostRequestAsync(client, new { service = "payment", version = 7 })));
        Assert.NotEmpty(await FieldsAsync(await RepairHost.PostRequestAsync(client, new { service = "payment" })));
        Assert.NotEmpty(await FieldsAsync(await RepairHost.PostRequestAsync(client, new { service = "payment", version = "v1", more = 1 })));
        Assert.Equal(HttpStatusCode.NotFound, (await RepairHost.PostRequestAsync(client, runbook: "no-such")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await RepairHost.PostRequestAsync(host.As("vera", "viewer"))).StatusCode);
    }

    private static async Task<string?> DecidedAsync(HttpClient client, JsonElement request)
    {
        var answer = await RepairHost.DecideAsync(client, request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("state").GetString();
    }

    private static async Task<string?> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString();
    }

    private static async Task<IReadOnlyList<string>> FieldsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("errors").EnumerateObject().Select(error => error.Name)];
    }
}
