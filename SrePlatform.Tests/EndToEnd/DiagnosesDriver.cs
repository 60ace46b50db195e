using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>Asks for diagnoses of services, as a person does, and reads what came of them from both services.</summary>
internal sealed class DiagnosesDriver(HttpClient controlPlane, HttpClient assistant) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(500);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<DiagnosesDriver> OfAsync(RunningPlatform platform) => new(
        await platform.ApiAsAsync("operator"),
        platform.WithToken("assistant", await platform.TokenOfServiceAsync("control-plane", "control-plane-client-secret")));

    public async Task<Guid> StartAsync(params string[] services)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/diagnoses/")
        {
            Content = JsonContent.Create(new { services }),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } },
        };
        using var accepted = await controlPlane.SendAsync(request, Cancellation);
        Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync(Cancellation));
        return (await accepted.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetGuid();
    }

    /// <summary>Waits until the Assistant works on it.</summary>
    public Task<Guid> TakenAsync(Guid id) => SessionAsync(id, _ => true, "the Assistant has taken the diagnosis");

    /// <summary>Waits until the Control Plane knows that it is over.</summary>
    public Task<Guid> CompletedAsync(Guid id) => SessionAsync(id, state => state == "completed", "the diagnosis is completed");

    /// <summary>What the Assistant concluded.</summary>
    public async Task<JsonElement> AnalysisAsync(Guid session) =>
        (await assistant.GetFromJsonAsync<JsonElement>($"/api/v1/diagnostics/{session}", Cancellation)).GetProperty("analysis");

    /// <summary>How often the session is in the Assistant's history as completed.</summary>
    public async Task<int> CompletionsAsync(Guid session)
    {
        var history = await assistant.GetFromJsonAsync<JsonElement>("/api/v1/diagnostics/history?page_size=100", Cancellation);
        return history.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("session_id").GetGuid() == session && item.GetProperty("status").GetString() == "completed");
    }

    /// <summary>Null while the service, or what it needs, is away.</summary>
    private static async Task<JsonElement?> TryGetAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        controlPlane.Dispose();
        assistant.Dispose();
    }

    private async Task<Guid> SessionAsync(Guid id, Func<string?, bool> state, string what)
    {
        Guid session = default;
        await Eventually.TrueAsync(
            async () =>
            {
                if (await TryGetAsync(controlPlane, $"/api/v1/diagnoses/{id}") is not { } diagnosis)
                {
                    return false;
                }

                return diagnosis.GetProperty("session_id") is { ValueKind: JsonValueKind.String } given && given.TryGetGuid(out session) && state(diagnosis.GetProperty("state").GetString());
            },
            what, Patience, Often);
        return session;
    }
}
