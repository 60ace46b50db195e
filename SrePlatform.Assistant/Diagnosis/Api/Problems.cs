using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.Assistant.Diagnosis.Sessions;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>The expected refusals of the API as problem details.</summary>
internal static class Problems
{
    public static ProblemHttpResult NoSession(Guid sessionId) =>
        TypedResults.Problem($"There is no diagnosis {sessionId}, or no such part of it.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult KeyReused() => TypedResults.Problem(
        $"This {IdempotentStart.Header} was used for another request: use a new key for a new request.",
        statusCode: StatusCodes.Status422UnprocessableEntity);

    public static ProblemHttpResult Of(SessionError error) => TypedResults.Problem(
        error.Message, statusCode: StatusCodes.Status409Conflict, extensions: new Dictionary<string, object?> { ["code"] = error.Code });

    /// <summary>What is wrong with a key; null when it can be used.</summary>
    public static ValidationProblem? BadKey(string? key) => key is { Length: > 0 and <= IdempotentStart.MaximumKey } && !string.IsNullOrWhiteSpace(key)
        ? null
        : TypedResults.ValidationProblem(new Dictionary<string, string[]>
        {
            ["idempotency_key"] = [$"The header {IdempotentStart.Header} is required, with 1 to {IdempotentStart.MaximumKey} characters."],
        });

    public static IResult Of(IdempotentOutcome outcome, Guid sessionId) => outcome switch
    {
        IdempotentOutcome.Answered answer => new StoredAnswer(answer),
        IdempotentOutcome.KeyReused => KeyReused(),
        IdempotentOutcome.Refused refused => Of(refused.Error),
        IdempotentOutcome.NotFound => NoSession(sessionId),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>An answer, byte for byte as it was stored.</summary>
    private sealed class StoredAnswer(IdempotentOutcome.Answered answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = answer.StatusCode;
            httpContext.Response.Headers.Location = answer.Location;
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            return httpContext.Response.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}
