using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Api;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Replay;

/// <summary>Asks for a past diagnosis to be concluded again, from what was stored.</summary>
/// <param name="Model">The language model to use; the configured one unless given.</param>
/// <param name="RequestedBy">On whose behalf.</param>
internal sealed record ReplayRequest(string? Model = null, string? RequestedBy = null)
{
    public Dictionary<string, string[]> Validate(bool hasModel)
    {
        var errors = new FieldErrors();
        errors.Check("model", Model is null or { Length: > 0 and <= 200 }, "It must have 1 to 200 characters.");
        errors.Check("model", Model is null || hasModel, "No language model is configured.");
        errors.Check("requested_by", RequestedBy is null or { Length: <= 200 }, "It must be at most 200 characters.");
        return errors.Found;
    }
}

/// <summary>
/// Starts a session that asks nobody: the questions of the engine as it is now are answered with the bytes that the original stored. The
/// comparison is with the session, once it has ended.
/// </summary>
internal sealed class ReplayDiagnosis(IdempotentStart idempotency, IOptions<DiagnosisOptions> options, IOptions<LlmOptions> llm, TimeProvider clock)
{
    public async Task<IResult> HandleAsync(Guid sessionId, ReplayRequest request, ClaimsPrincipal caller, string? key, CancellationToken cancellationToken)
    {
        if (Problems.BadKey(key) is { } badKey)
        {
            return badKey;
        }

        if (request.Validate(llm.Value.IsOn) is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var outcome = await idempotency.OnceAsync(caller, key!, $"{sessionId}/replay", IdempotentStart.Json(request), async (context, token) =>
        {
            var original = await context.Set<DiagnosisSession>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == sessionId, token);
            if (original is null)
            {
                return new IdempotentOutcome.NotFound();
            }

            if (original is not { State: SessionState.Completed, Kind: DiagnosisKind.Alerts or DiagnosisKind.Deployment })
            {
                return new IdempotentOutcome.Refused(new NothingToGrade(original.State));
            }

            var now = await context.NowAsync(token);
            var replay = DiagnosisSession.Replay(Guid.CreateVersion7(clock.GetUtcNow()), original, request.RequestedBy ?? caller.Identity?.Name, request.Model, now);
            context.Add(replay);
            var step = Messages.Of("step.accepted");
            context.Add(new SessionEvent { SessionId = replay.Id, At = now, Kind = SessionEventKind.Step, Data = AssistantJson.Serialize(new { step.Key, step.Args, step.Text, progress = 0 }) });
            await context.NotifyAsync(SessionChannels.Work, replay.Id.ToString(), token);
            var answer = new AcceptedResponse(replay.Id, SessionState.Accepted, "The replay was accepted.", options.Value.EstimatedSeconds);
            return new IdempotentOutcome.Answered(StatusCodes.Status202Accepted, $"/api/v1/diagnostics/{replay.Id}/status", IdempotentStart.Json(answer));
        }, cancellationToken);
        return Problems.Of(outcome, sessionId);
    }
}
