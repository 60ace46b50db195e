using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant;

/// <summary>Asks the Assistant as the Control Plane would.</summary>
internal sealed class AssistantClient(HttpClient http)
{
    private static readonly HashSet<string?> Ended = ["completed", "failed", "cancelled"];

    public HttpClient Http => http;

    public async Task<HttpResponseMessage> PostAsync(string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<Guid> StartAlertsAsync(params Guid[] alerts)
    {
        using var response = await PostAsync("/api/v1/diagnostics/alerts", new { alert_ids = alerts, incident_id = Guid.NewGuid(), generation = 1 });
        return await AcceptedAsync(response);
    }

    public async Task<Guid> StartDeploymentAsync(object body)
    {
        using var response = await PostAsync("/api/v1/diagnostics/deployment", body);
        return await AcceptedAsync(response);
    }

    public async Task<JsonElement> GetAsync(string path) => await http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    public Task<JsonElement> StatusAsync(Guid session) => GetAsync($"/api/v1/diagnostics/{session}/status");

    public async Task WaitForEndAsync(Guid session, string status = "completed")
    {
        await Eventually.TrueAsync(async () => Ended.Contains((await StatusAsync(session)).GetProperty("status").GetString()), $"diagnosis {session} ends");
        var last = await StatusAsync(session);
        Assert.True(status == last.GetProperty("status").GetString(), last.ToString());
    }

    /// <summary>The analysis, once the session has completed.</summary>
    public async Task<JsonElement> AnalysisAsync(Guid session)
    {
        await WaitForEndAsync(session);
        return (await GetAsync($"/api/v1/diagnostics/{session}")).GetProperty("analysis");
    }

    /// <summary>The analysis, once the model, if one is configured, has added to it.</summary>
    public async Task<JsonElement> EnrichedAsync(Guid session)
    {
        var analysis = await AnalysisAsync(session);
        await Eventually.TrueAsync(async () => (analysis = await AnalysisAsync(session)).GetProperty("engine").GetProperty("narration").GetString() != "pending", $"the model adds to {session}");
        return analysis;
    }

    private static async Task<Guid> AcceptedAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("session_id").GetGuid();
    }
}
