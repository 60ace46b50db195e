using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using SrePlatform.ControlPlane.Platform.Api;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

/// <summary>What a call to the Assistant came to.</summary>
/// <param name="Value">The answer, if it was a good one.</param>
/// <param name="Error">What went wrong, in words.</param>
/// <param name="IsFinal">Asking again would not help.</param>
/// <param name="RetryAfter">When the Assistant wants to be asked again.</param>
internal sealed record AssistantAnswer<T>(T? Value, string? Error = null, bool IsFinal = false, TimeSpan? RetryAfter = null, bool NotFound = false) where T : class;

/// <summary>The Assistant's API, called as this service itself.</summary>
internal sealed class AssistantClient(HttpClient http)
{
    public const string BaseAddress = "http://assistant";
    private const int LongestDetail = 500;

    /// <summary>Starts a session; repeating it with the same key returns the same session.</summary>
    public Task<AssistantAnswer<SessionAccepted>> StartAsync(string path, JsonElement body, string idempotencyKey, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ApiJson.Options) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        request.Headers.Add("Prefer", "respond-async");
        return SendAsync<SessionAccepted>(request, cancellationToken);
    }

    /// <summary>Whether it answers at all, and takes this service's token; null if it does.</summary>
    public async Task<string?> ReachAsync(CancellationToken cancellationToken) =>
        (await SendAsync<object>(new HttpRequestMessage(HttpMethod.Get, "/api/v1/workflows/templates"), cancellationToken)).Error;

    public Task<AssistantAnswer<SessionStatus>> StatusAsync(Guid sessionId, CancellationToken cancellationToken) =>
        SendAsync<SessionStatus>(new HttpRequestMessage(HttpMethod.Get, $"/api/v1/diagnostics/{sessionId}/status"), cancellationToken);

    /// <summary>Asks it to stop; answers whether it took the request.</summary>
    public async Task<string?> CancelAsync(Guid sessionId, string idempotencyKey, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/diagnostics/{sessionId}/cancel");
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return (await SendAsync<object>(request, cancellationToken)).Error;
    }

    /// <summary>Says what a person thinks of a diagnosis.</summary>
    public Task<AssistantAnswer<object>> GradeAsync(Guid sessionId, SendGrade grade, string idempotencyKey, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/diagnostics/{sessionId}/feedback") { Content = JsonContent.Create(grade, options: ApiJson.Options) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return SendAsync<object>(request, cancellationToken);
    }

    /// <summary>Writes something down in its knowledge base; the same kind and reference again replaces it.</summary>
    public Task<AssistantAnswer<object>> TeachAsync(StoreKnowledge knowledge, CancellationToken cancellationToken) =>
        SendAsync<object>(new HttpRequestMessage(HttpMethod.Put, "/api/v1/knowledge") { Content = JsonContent.Create(knowledge, options: ApiJson.Options) }, cancellationToken);

    /// <summary>Says what people decided about an action that it asked for; repeating it changes nothing.</summary>
    public Task<AssistantAnswer<object>> DecidedAsync(Guid requestId, ApprovalDecided decided, string idempotencyKey, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/callbacks/approval/{requestId}") { Content = JsonContent.Create(decided, options: ApiJson.Options) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return SendAsync<object>(request, cancellationToken);
    }

    private async Task<AssistantAnswer<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken) where T : class
    {
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, cancellationToken))
            {
                return response.IsSuccessStatusCode
                    ? new(await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, cancellationToken))
                    : new(null, await ProblemAsync(response, cancellationToken), IsFinal(response.StatusCode), RetryAfter(response.Headers.RetryAfter), response.StatusCode is HttpStatusCode.NotFound);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or ExecutionRejectedException or IOException or JsonException
            || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(null, $"The Assistant does not answer: {exception.Message}");
        }
    }

    /// <summary>What is wrong with the request itself stays wrong; refused credentials and busy servers may get better.</summary>
    private static bool IsFinal(HttpStatusCode status) => (int)status is >= 400 and < 500
        && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta is { } delta && delta <= TimeSpan.FromMinutes(5) ? delta : null;

    private static async Task<string> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            using var problem = JsonDocument.Parse(text);
            if (problem.RootElement.ValueKind is JsonValueKind.Object && problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } words)
            {
                text = words;
            }
        }
        catch (JsonException)
        {
            // Not a problem document: the text itself has to do.
        }

        return $"The Assistant answered {(int)response.StatusCode}: {(text.Length <= LongestDetail ? text : text[..LongestDetail])}";
    }
}
