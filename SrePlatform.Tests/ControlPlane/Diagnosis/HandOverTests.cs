using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Diagnosis;

[Trait("Category", "Database")]
public sealed class HandOverTests(PostgresServer server)
{
    private readonly StubAssistant _assistant = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_incident_is_handed_over_with_its_alerts_and_key()
    {
        await using var host = await StartAsync();
        var incident = await OpenIncidentAsync(host);
        await OutboxAsync(host);
        var asked = Assert.Single(_assistant.Http.Requests, request => request.Route == StubAssistant.Alerts);
        Assert.Equal($"incident:{incident}:1", asked.IdempotencyKey);
        Assert.Equal("Bearer service-token", asked.Authorization);
        var body = JsonDocument.Parse(asked.Body).RootElement;
        Assert.Equal(incident, body.GetProperty("incident_id").GetGuid());
        Assert.Equal(1, body.GetProperty("alert_ids").GetArrayLength());
        Assert.Equal("requested", await StateAsync(host));
    }

    [Fact]
    public async Task An_assistant_that_is_away_is_tried_again_with_the_same_key_until_it_answers()
    {
        await using var host = await StartAsync();
        await OpenIncidentAsync(host);
        _assistant.Answer(HttpStatusCode.ServiceUnavailable, "starting");
        await OutboxAsync(host);
        Assert.Equal("pending", await StateAsync(host));
        Assert.Contains("starting", await host.Database.ScalarAsync<string>("SELECT last_error FROM control.outbox_message WHERE kind = 'diagnosis.hand_over'"));
        _assistant.Accept();
        await host.Database.ExecuteAsync("UPDATE control.outbox_message SET available_at = now()");
        await OutboxAsync(host);
        await OutboxAsync(host);
        Assert.Equal("requested", await StateAsync(host));
        Assert.Equal(2, _assistant.Starts);
        Assert.Single(_assistant.Http.Requests.Select(request => request.IdempotencyKey).Distinct());
    }

    [Fact]
    public async Task A_request_that_the_assistant_refuses_fails_and_is_seen_on_the_timeline()
    {
        await using var host = await StartAsync();
        await OpenIncidentAsync(host);
        _assistant.Answer(HttpStatusCode.BadRequest, "no such alerts");
        await OutboxAsync(host);
        await OutboxAsync(host);
        Assert.Equal("failed", await StateAsync(host));
        Assert.Contains("no such alerts", await host.Database.ScalarAsync<string>("SELECT details ->> 'error' FROM control.incident_event WHERE kind = 'diagnosis_failed'"));
    }

    [Fact]
    public async Task The_callback_completes_it_once_however_often_it_comes()
    {
        await using var host = await StartAsync();
        await OpenIncidentAsync(host);
        await OutboxAsync(host);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CallBackAsync(host))), status => Assert.Equal(HttpStatusCode.NoContent, status));
        _assistant.Report("completed", 100);
        await PollAsync(host);
        await OutboxAsync(host);
        await OutboxAsync(host);
        Assert.Equal("completed", await StateAsync(host));
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.incident_event WHERE kind = 'diagnosis_completed'"));
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.outbox_message WHERE kind = 'diagnosis.over'"));
    }

    [Fact]
    public async Task A_callback_that_overtakes_the_answer_finds_its_diagnosis_by_generation()
    {
        await using var host = await StartAsync();
        var incident = await OpenIncidentAsync(host);
        Assert.Equal(HttpStatusCode.NoContent, await CallBackAsync(host, new { session_id = _assistant.SessionId, incident_id = incident, generation = 1, status = "completed" }));
        await OutboxAsync(host);
        Assert.Equal("completed", await StateAsync(host));
    }

    [Fact]
    public async Task A_lost_callback_is_made_up_for_by_asking()
    {
        await using var host = await StartAsync();
        await OpenIncidentAsync(host);
        await OutboxAsync(host);
        _assistant.Report("processing", 40);
        await PollAsync(host);
        Assert.Equal("running", await StateAsync(host));
        Assert.Equal(40, await host.Database.ScalarAsync<int>("SELECT progress FROM control.diagnosis"));
        _assistant.Report("failed", 40, "out of budget");
        await PollAsync(host);
        Assert.Equal("failed", await StateAsync(host));
        Assert.Equal("out of budget", await host.Database.ScalarAsync<string>("SELECT error FROM control.diagnosis"));
    }

    [Fact]
    public async Task Wrong_callbacks_are_refused()
    {
        await using var host = await StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await CallBackAsync(host, new { status = "completed" }));
        Assert.Equal(HttpStatusCode.BadRequest, await CallBackAsync(host, new { session_id = Guid.NewGuid(), status = "perhaps" }));
        Assert.Equal(HttpStatusCode.NotFound, await CallBackAsync(host, new { session_id = Guid.NewGuid(), status = "completed" }));
        await OpenIncidentAsync(host);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await CallBackAsync(host, new { session_id = Guid.NewGuid(), status = "completed" }));
    }

    [Fact]
    public async Task Whoever_asks_while_a_diagnosis_runs_waits_for_the_same_one()
    {
        await using var host = await StartAsync();
        var incident = await OpenIncidentAsync(host);
        var joined = await PostAsync(host.WithRoles("team_member"), $"/api/v1/incidents/{incident}/diagnoses", new { });
        Assert.Equal(await host.Database.ScalarAsync<Guid>("SELECT id FROM control.diagnosis"), joined.GetProperty("id").GetGuid());
        await OutboxAsync(host);
        Assert.Equal(1, _assistant.Starts);
        Assert.Equal("requested", await StateAsync(host));
    }

    [Fact]
    public async Task A_session_that_belongs_to_another_diagnosis_ends_the_second_with_a_reason()
    {
        await using var host = await StartAsync();
        var incident = await OpenIncidentAsync(host);
        await OutboxAsync(host);
        await host.Database.ExecuteAsync("UPDATE control.diagnosis SET state = 'failed', completed_at = now(), next_poll_at = NULL");
        var second = (await PostAsync(host.WithRoles("team_member"), $"/api/v1/incidents/{incident}/diagnoses", new { })).GetProperty("id").GetGuid();
        await Eventually.TrueAsync(
            async () =>
            {
                await OutboxAsync(host);
                return await host.Database.ScalarAsync<string>($"SELECT state FROM control.diagnosis WHERE id = '{second}'") == "failed";
            },
            "the second one ends");
        Assert.Contains("Ask again", await host.Database.ScalarAsync<string>($"SELECT error FROM control.diagnosis WHERE id = '{second}'"));
    }

    [Fact]
    public async Task Diagnose_now_starts_another_session_and_the_same_key_does_not()
    {
        await using var host = await StartAsync();
        var incident = await OpenIncidentAsync(host);
        await OutboxAsync(host);
        Assert.Equal(HttpStatusCode.NoContent, await CallBackAsync(host));
        var client = host.WithRoles("team_member");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        var first = await PostAsync(client, $"/api/v1/incidents/{incident}/diagnoses", new { });
        var second = await PostAsync(client, $"/api/v1/incidents/{incident}/diagnoses", new { });
        Assert.Equal(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.diagnosis"));
    }

    [Fact]
    public async Task Services_without_an_incident_can_be_diagnosed()
    {
        await using var host = await StartAsync();
        var accepted = await PostAsync(host.WithRoles("team_member"), "/api/v1/diagnoses", new { services = new[] { "payment", "orders", "payment" } });
        Assert.Equal("deployment", accepted.GetProperty("kind").GetString());
        await OutboxAsync(host);
        var asked = Assert.Single(_assistant.Http.Requests, request => request.Route == StubAssistant.Deployment);
        Assert.Equal(["payment", "orders"], JsonDocument.Parse(asked.Body).RootElement.GetProperty("affected_services").EnumerateArray().Select(service => service.GetString()));
        var bad = await host.WithRoles("team_member").PostAsJsonAsync("/api/v1/diagnoses", new { services = Array.Empty<string>() }, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    private Task<ControlPlaneHost> StartAsync() => ControlPlaneHost.StartAsync(server, configure: _assistant.Use);

    private static async Task<Guid> OpenIncidentAsync(ControlPlaneHost host)
    {
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"));
        await host.Services.GetRequiredService<IncidentWorker>().StepAsync(Cancelled);
        return await host.Database.ScalarAsync<Guid>("SELECT id FROM control.incident");
    }

    private static Task<bool> OutboxAsync(ControlPlaneHost host) => host.Services.GetRequiredService<OutboxWorker>().StepAsync(Cancelled);

    private static async Task PollAsync(ControlPlaneHost host)
    {
        await host.Database.ExecuteAsync("UPDATE control.diagnosis SET next_poll_at = now() WHERE next_poll_at IS NOT NULL");
        await host.Services.GetRequiredService<DiagnosisPollWorker>().StepAsync(Cancelled);
    }

    private async Task<HttpStatusCode> CallBackAsync(ControlPlaneHost host, object? body = null)
    {
        var response = await host.WithRoles("approval_request").PostAsJsonAsync(
            "/api/v1/callbacks/diagnosis-complete", body ?? new { session_id = _assistant.SessionId, status = "completed", result_url = "/x" }, Cancelled);
        return response.StatusCode;
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        var response = await client.PostAsJsonAsync(path, body, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private static Task<string> StateAsync(ControlPlaneHost host) => host.Database.ScalarAsync<string>("SELECT state FROM control.diagnosis");
}
