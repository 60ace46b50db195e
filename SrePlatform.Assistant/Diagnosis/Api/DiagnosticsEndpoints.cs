using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Answers;
using SrePlatform.Assistant.Diagnosis.Capacity;
using SrePlatform.Assistant.Diagnosis.Feedback;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;
using SrePlatform.Assistant.Tools.Health;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>The Assistant's API.</summary>
internal static class DiagnosticsEndpoints
{
    private const int LargestBody = 64 * 1024;

    public static void MapDiagnostics(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(Policies.Diagnose).RequireRateLimiting(RateLimits.Api)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        var diagnostics = api.MapGroup("/diagnostics").WithTags("Diagnostics");
        diagnostics.MapPost("/alerts", StartAlerts).Starts().WithName("DiagnoseAlerts").WithSummary("Asks why some alerts fire.")
            .WithExample(
                """
                {
                  "alert_ids": ["01a3d0c2-1b2c-7f00-8a51-5d6e2f6b7a11"], "correlation_window": 300,
                  "incident_id": "01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a10", "generation": 1, "requested_by": "sam"
                }
                """);
        diagnostics.MapPost("/deployment", StartDeployment).Starts().WithName("DiagnoseDeployment").WithSummary("Compares services before and after a deployment or a time, or asks how they do now.")
            .WithExample(
                """
                {
                  "affected_services": ["checkout"], "incident_id": "01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a10", "severity": "P1", "generation": 1, "requested_by": "sam",
                  "context": {
                    "title": "Checkout is slow", "description": "Since the release of this afternoon.",
                    "time_range": { "start": "2026-01-31T14:00:00Z", "end": "2026-01-31T15:00:00Z" },
                    "deployment_id": "01a3d0c2-9f9e-7c1e-9a51-0d6e2f6b7a12"
                  }
                }
                """);
        diagnostics.MapPost("/capacity", Capacity).Posts().WithExample(RequestExamples.Capacity).Produces<CapacityAnswer>().Produces<AcceptedResponse>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status502BadGateway)
            .WithName("AskCapacity").WithSummary("How much is used, and when it will be used up. 202 with the session when it takes longer, or at once with Prefer: respond-async.");
        api.MapPost("/execute", Execute).Posts().WithExample(RequestExamples.Execute).Produces<QueryAnswer>().Produces<AcceptedResponse>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status502BadGateway)
            .WithTags("Questions").WithName("Execute").WithSummary("Answers a free question with citations. 202 with the session when it takes longer, or at once with Prefer: respond-async.");
        diagnostics.MapPost("/{sessionId:guid}/cancel", Cancel).Starts().WithName("CancelDiagnosis").WithSummary("Stops a diagnosis.");
        diagnostics.MapPost("/{sessionId:guid}/replay", Replay).Starts().WithExample(RequestExamples.Replay).WithName("ReplayDiagnosis").WithSummary("Concludes a past diagnosis again from what was stored, on the engine as it is now and, if named, another model.");
        diagnostics.MapPost("/{sessionId:guid}/feedback", Grade).Posts().WithExample(RequestExamples.Feedback).Produces<FeedbackResponse>().WithName("GradeDiagnosis").WithSummary("Grades a diagnosis, and corrects its cause.");
        diagnostics.MapGet("/{sessionId:guid}/status", Status).Finds().WithName("GetDiagnosisStatus").WithSummary("How far a diagnosis is.");
        diagnostics.MapGet("/{sessionId:guid}", Get).Finds().WithName("GetDiagnosis").WithSummary("A diagnosis with its whole analysis and what was asked for it.");
        diagnostics.MapGet("/{sessionId:guid}/observations/{number:int}", Observation).Finds().WithName("GetObservation").WithSummary("The redacted bytes that a source returned.");
        diagnostics.MapGet("/{sessionId:guid}/events", SessionEvents.StreamAsync).Finds().WithName("StreamDiagnosis").WithSummary("Server-sent events: step, observation, hypothesis, verdict, error. Resumable by Last-Event-ID.")
            .DisableHttpMetrics().Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
        diagnostics.MapGet("/history", History).WithName("ListDiagnoses").WithSummary("Past diagnoses, newest first.");
        api.MapKnowledge();
        api.MapGet("/workflows/templates", () => TypedResults.Ok(Templates.All)).WithTags("Workflows").WithName("ListTemplates").WithSummary("The kinds of diagnosis that can be asked for.");
        api.MapGet("/tools/status", ToolsStatus).WithTags("Tools").WithName("GetToolsStatus").WithSummary("Whether each tool's source answers.");
    }

    private static RouteHandlerBuilder Finds(this RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static RouteHandlerBuilder Starts(this RouteHandlerBuilder endpoint) => endpoint.Posts().Produces<AcceptedResponse>(StatusCodes.Status202Accepted);

    private static RouteHandlerBuilder Posts(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
        .RequireRateLimiting(RateLimits.Start)
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> StartAlerts(
        AlertsDiagnosisRequest body, [FromHeader(Name = IdempotentStart.Header)] string? idempotencyKey, ClaimsPrincipal caller, StartDiagnosis start, CancellationToken cancellationToken) =>
        start.HandleAsync(new StartCommand("alerts", DiagnosisKind.Alerts, body.Validate(), () => AssistantJson.Serialize(body.ToRequest()), body.IncidentId, body.Generation, body.RequestedBy), caller, idempotencyKey, cancellationToken);

    private static Task<IResult> StartDeployment(
        DeploymentDiagnosisRequest body, [FromHeader(Name = IdempotentStart.Header)] string? idempotencyKey, ClaimsPrincipal caller, StartDiagnosis start, CancellationToken cancellationToken) =>
        start.HandleAsync(new StartCommand("deployment", DiagnosisKind.Deployment, body.Validate(), () => AssistantJson.Serialize(body.ToRequest()), body.IncidentId, body.Generation, body.RequestedBy), caller, idempotencyKey, cancellationToken);

    private static Task<IResult> Capacity(
        CapacityRequest body, [FromHeader(Name = IdempotentStart.Header)] string? idempotencyKey, [FromHeader(Name = "Prefer")] string? prefer, ClaimsPrincipal caller, AnswerQuestion answer, CancellationToken cancellationToken) =>
        answer.HandleAsync(new StartCommand("capacity", DiagnosisKind.Capacity, body.Validate(), () => AssistantJson.Serialize(body.ToQuestion()), null, null, body.RequestedBy), caller, idempotencyKey, prefer, cancellationToken);

    private static Task<IResult> Execute(
        ExecuteRequest body, [FromHeader(Name = IdempotentStart.Header)] string? idempotencyKey, [FromHeader(Name = "Prefer")] string? prefer, ClaimsPrincipal caller, AnswerQuestion answer, CancellationToken cancellationToken) =>
        answer.HandleAsync(new StartCommand("execute", DiagnosisKind.Execute, body.Validate(), () => AssistantJson.Serialize(body.ToQuestion()), null, null, body.RequestedBy, body.Context?.SessionId), caller, idempotencyKey, prefer, cancellationToken);

    private static Task<IResult> Cancel(
        Guid sessionId, [FromHeader(Name = IdempotentStart.Header)] string? idempotencyKey, ClaimsPrincipal caller, CancelDiagnosis cancel, CancellationToken cancellationToken) =>
        cancel.HandleAsync(sessionId, caller, idempotencyKey, cancellationToken);

    private static Task<IResult> Replay(
        Guid sessionId, ReplayRequest body, [FromHeader(Name = IdempotentStart.Header)] string? idempotencyKey, ClaimsPrincipal caller, ReplayDiagnosis replay, CancellationToken cancellationToken) =>
        replay.HandleAsync(sessionId, body, caller, idempotencyKey, cancellationToken);

    private static Task<IResult> Grade(
        Guid sessionId, FeedbackRequest body, [FromHeader(Name = IdempotentStart.Header)] string? idempotencyKey, ClaimsPrincipal caller, GradeDiagnosis grade, CancellationToken cancellationToken) =>
        grade.HandleAsync(sessionId, body, caller, idempotencyKey, cancellationToken);

    private static async Task<Results<Ok<StatusResponse>, ProblemHttpResult>> Status(Guid sessionId, SessionReads reads, CancellationToken cancellationToken) =>
        await reads.StatusAsync(sessionId, cancellationToken) is { } status ? TypedResults.Ok(status) : Problems.NoSession(sessionId);

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> Get(Guid sessionId, SessionReads reads, CancellationToken cancellationToken) =>
        await reads.SessionAsync(sessionId, cancellationToken) is { } session ? TypedResults.Ok(session) : Problems.NoSession(sessionId);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Observation(Guid sessionId, int number, SessionReads reads, CancellationToken cancellationToken) =>
        await reads.ObservationAsync(sessionId, number, cancellationToken) is { } observation
            ? TypedResults.File(observation.ReadPayload(), observation.ContentType, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{observation.Sha256}\""))
            : Problems.NoSession(sessionId);

    private static async Task<Results<Ok<HistoryResponse>, ValidationProblem>> History(
        SessionReads reads,
        CancellationToken cancellationToken,
        [FromQuery(Name = "page")] int page = 1,
        [FromQuery(Name = "page_size")] int pageSize = 20,
        [FromQuery(Name = "start_time")] DateTimeOffset? startTime = null,
        [FromQuery(Name = "end_time")] DateTimeOffset? endTime = null)
    {
        var errors = new FieldErrors();
        errors.Check("page", page is >= 1 and <= 100_000, "It must be 1 to 100000.");
        errors.Check("page_size", pageSize is >= 1 and <= 100, "It must be 1 to 100.");
        errors.Check("end_time", startTime is null || endTime is null || endTime > startTime, "It must be after start_time.");
        return errors.Found.Count > 0 ? TypedResults.ValidationProblem(errors.Found) : TypedResults.Ok(await reads.HistoryAsync(page, pageSize, startTime, endTime, cancellationToken));
    }

    private static async Task<Ok<IReadOnlyDictionary<string, ToolStatus>>> ToolsStatus(ToolHealth health, CancellationToken cancellationToken) =>
        TypedResults.Ok(await health.CheckAsync(cancellationToken));
}
