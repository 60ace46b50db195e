using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>What to diagnose.</summary>
/// <param name="Services">Names of services.</param>
/// <param name="At">When it is thought to have begun; how they do now without it.</param>
internal sealed record DiagnoseRequest(IReadOnlyList<string>? Services, DateTimeOffset? At = null);

/// <summary>A free question.</summary>
/// <param name="Question">In anybody's words, English or Chinese; or a MetricsQL expression after <c>query:</c>.</param>
/// <param name="Service">What it is about, where the words do not say.</param>
/// <param name="FollowsSessionId">The session that it goes on from.</param>
internal sealed record AskQuestionRequest(string? Question, string? Service = null, Guid? FollowsSessionId = null);

/// <summary>A question about capacity.</summary>
/// <param name="Resources">Services by name, resources by id.</param>
/// <param name="Metric">cpu, memory, disk or network.</param>
/// <param name="Days">How far to look ahead, 7 to 365; 30 without it.</param>
internal sealed record AskCapacityRequest(IReadOnlyList<string>? Resources, string? Metric, int? Days = null);

/// <summary><c>/api/v1/diagnoses</c>, and the Assistant's callback.</summary>
internal static class DiagnosisEndpoints
{
    public static void MapDiagnosisApi(this WebApplication app)
    {
        var diagnoses = app.MapApi("diagnoses").WithTags("Diagnosis");
        diagnoses.MapGet("/", List).WithName("ListDiagnoses").WithSummary("Lists diagnoses, newest first.")
            .RequireAuthorization(Policies.Context).Produces<Page<DiagnosisView>>();
        diagnoses.MapGet("/{id}", Get).WithName("GetDiagnosis").WithSummary("One diagnosis, with how far it is.")
            .RequireAuthorization(Policies.Context).Produces<DiagnosisView>().ProducesProblem(StatusCodes.Status404NotFound);
        diagnoses.MapPost("/", Diagnose).WithName("DiagnoseServices").WithSummary("Asks for a diagnosis of services now.")
            .WithExample("""{ "services": ["checkout"], "at": "2026-05-04T10:15:00Z" }""")
            .RequireAuthorization(Policies.Operate).Produces<DiagnosisView>(StatusCodes.Status202Accepted);
        diagnoses.MapPost("/questions", AskQuestion).WithName("AskQuestion").WithSummary("Asks the Assistant a question.")
            .WithExample("""{ "question": "what changed in the last 2 hours?", "service": "payment", "follows_session_id": null }""")
            .RequireAuthorization(Policies.Operate).Produces<DiagnosisView>(StatusCodes.Status202Accepted);
        diagnoses.MapPost("/capacity", AskCapacity).WithName("AskCapacity").WithSummary("Asks how much is used, and when it is used up.")
            .WithExample("""{ "resources": ["payment"], "metric": "memory", "days": 30 }""")
            .RequireAuthorization(Policies.Operate).Produces<DiagnosisView>(StatusCodes.Status202Accepted);
        diagnoses.MapPost("/{id}/cancel", Cancel).WithName("CancelDiagnosis").WithSummary("Stops a diagnosis or a question.")
            .RequireAuthorization(Policies.Operate).Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapApi("callbacks").WithTags("Diagnosis").MapPost("/diagnosis-complete", Complete)
            .WithName("DiagnosisComplete").WithSummary("Tells that a session of the Assistant is over.")
            .WithExample(
                """
                {
                  "session_id": "01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a10", "incident_id": "01a3d0c2-1b2c-7f00-8a51-5d6e2f6b7a11", "generation": 1,
                  "status": "completed", "result_url": "/api/v1/diagnostics/01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a10"
                }
                """)
            .RequireAuthorization(Policies.Callback)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> List(
        string? incident_id, string? state, string? limit, string? cursor, Scope scope, ReadDiagnoses diagnoses, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (incident, wanted, page) = (read.Id("incident_id", incident_id), read.Choice<DiagnosisState>("state", state), read.Page(limit, cursor));
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await diagnoses.ListAsync(scope, incident, wanted, page, cancellationToken));
    }

    private static async Task<IResult> Get(string id, Scope scope, ReadDiagnoses diagnoses, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var wanted = read.Id("id", id);
        if (read.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        return await diagnoses.FindAsync(scope, wanted!.Value, cancellationToken) is { } found ? TypedResults.Ok(found) : new DiagnosisNotFound().ToProblem();
    }

    private static Task<IResult> Diagnose(
        DiagnoseRequest request, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, ClaimsPrincipal principal, Scope scope, DiagnoseServices diagnose,
        ReadDiagnoses diagnoses, CancellationToken cancellationToken) =>
        AcceptAsync(idempotencyKey, principal, scope, diagnoses, (key, actor) => diagnose.RunAsync(request.Services, request.At, key, actor, scope, cancellationToken), cancellationToken);

    private static Task<IResult> AskQuestion(
        AskQuestionRequest request, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, ClaimsPrincipal principal, Scope scope, AskQuestion ask,
        ReadDiagnoses diagnoses, CancellationToken cancellationToken) =>
        AcceptAsync(idempotencyKey, principal, scope, diagnoses, (key, actor) => ask.RunAsync(new(request.Question, request.Service, request.FollowsSessionId), key, actor, scope, cancellationToken), cancellationToken);

    private static Task<IResult> AskCapacity(
        AskCapacityRequest request, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, ClaimsPrincipal principal, Scope scope, AskCapacity ask,
        ReadDiagnoses diagnoses, CancellationToken cancellationToken) =>
        AcceptAsync(idempotencyKey, principal, scope, diagnoses, (key, actor) => ask.RunAsync(new(request.Resources, request.Metric, request.Days), key, actor, scope, cancellationToken), cancellationToken);

    private static async Task<IResult> Cancel(string id, ClaimsPrincipal principal, Scope scope, CancelDiagnosis cancel, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var wanted = read.Id("id", id);
        if (read.Failure is { } bad)
        {
            return bad.ToProblem();
        }

        return (await cancel.RunAsync(wanted!.Value, Actor.From(principal), scope, cancellationToken)).TryGet(out _, out var failure) ? TypedResults.NoContent() : failure.ToProblem();
    }

    private static async Task<IResult> AcceptAsync(
        string? idempotencyKey, ClaimsPrincipal principal, Scope scope, ReadDiagnoses diagnoses, Func<string, Actor, Task<Outcome<DiagnosisRequest>>> ask, CancellationToken cancellationToken)
    {
        var actor = Actor.From(principal);
        if (!IdempotencyKeys.Of(idempotencyKey, actor).TryGet(out var key, out var bad))
        {
            return bad.ToProblem();
        }

        return (await ask(key, actor)).TryGet(out var added, out var failure)
            ? TypedResults.Accepted($"/api/v1/diagnoses/{added.Id}", await diagnoses.FindAsync(scope, added.Id, cancellationToken))
            : failure.ToProblem();
    }

    private static async Task<IResult> Complete(DiagnosisComplete body, HttpContext http, DiagnosisCallback callback, CancellationToken cancellationToken)
    {
        if ((await callback.RunAsync(body, cancellationToken)).TryGet(out _, out var failure))
        {
            return TypedResults.NoContent();
        }

        if (failure is UnavailableFailure)
        {
            http.Response.Headers.RetryAfter = "2";
        }

        return failure.ToProblem();
    }
}
