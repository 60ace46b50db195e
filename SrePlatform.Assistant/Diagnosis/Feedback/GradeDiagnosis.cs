using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Diagnosis.Api;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Knowledge;
using SrePlatform.Assistant.Persistence;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Feedback;

/// <summary>Grades a diagnosis.</summary>
/// <param name="Grade">Would acting on it have fixed it: yes, partly, no, or harmful.</param>
/// <param name="CorrectedCause">What the cause was indeed, where it was another.</param>
/// <param name="Comment">Anything else, at most 4000 characters.</param>
/// <param name="RequestedBy">On whose behalf; one grade is kept for each person.</param>
/// <param name="Reviewed">Whether somebody has checked the grade, so that it may be learned from.</param>
internal sealed record FeedbackRequest(
    [property: JsonRequired] Grade? Grade,
    string? CorrectedCause = null,
    string? Comment = null,
    string? RequestedBy = null,
    bool Reviewed = false)
{
    public Dictionary<string, string[]> Validate()
    {
        var errors = new FieldErrors();
        errors.Check("grade", Grade is not null, "It must be yes, partly, no or harmful.");
        errors.Check("corrected_cause", CorrectedCause is null or { Length: > 0 and <= 200 }, "It must have 1 to 200 characters.");
        errors.Check("comment", Comment is null or { Length: <= 4000 }, "It must be at most 4000 characters.");
        errors.Check("requested_by", RequestedBy is null or { Length: <= 200 }, "It must be at most 200 characters.");
        return errors.Found;
    }
}

/// <summary>A grade as it is kept.</summary>
internal sealed record FeedbackResponse(Guid SessionId, Grade Grade, string? CorrectedCause, string? Comment, string GradedBy, bool Reviewed, DateTimeOffset UpdatedAt);

/// <summary>Keeps what a person thinks of a finished diagnosis.</summary>
internal sealed class GradeDiagnosis(IdempotentStart idempotency, AssistantMetrics metrics, TimeProvider clock)
{
    public async Task<IResult> HandleAsync(Guid sessionId, FeedbackRequest request, ClaimsPrincipal caller, string? key, CancellationToken cancellationToken)
    {
        if (Problems.BadKey(key) is { } badKey)
        {
            return badKey;
        }

        if (request.Validate() is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var outcome = await idempotency.OnceAsync(caller, key!, $"{sessionId}/feedback", IdempotentStart.Json(request), async (context, token) =>
        {
            var state = await context.Set<DiagnosisSession>().Where(row => row.Id == sessionId).Select(row => (SessionState?)row.State).SingleOrDefaultAsync(token);
            if (state is null)
            {
                return new IdempotentOutcome.NotFound();
            }

            if (state != SessionState.Completed)
            {
                return new IdempotentOutcome.Refused(new NothingToGrade(state.Value));
            }

            var now = await context.NowAsync(token);
            var by = request.RequestedBy ?? caller.Identity?.Name ?? "unknown";
            var feedback = await context.Set<DiagnosisFeedback>().SingleOrDefaultAsync(row => row.SessionId == sessionId && row.GradedBy == by, token);
            if (feedback is null)
            {
                context.Add(feedback = DiagnosisFeedback.By(Guid.CreateVersion7(clock.GetUtcNow()), sessionId, by, now));
            }

            feedback.Set(request.Grade!.Value, request.CorrectedCause, request.Comment, request.Reviewed, now);
            if (request.Reviewed)
            {
                await LearnAsync(context, sessionId, feedback, now, token);
            }

            var kept = new FeedbackResponse(sessionId, feedback.Grade, feedback.CorrectedCause, feedback.Comment, by, feedback.Reviewed, now);
            return new IdempotentOutcome.Answered(StatusCodes.Status200OK, $"/api/v1/diagnostics/{sessionId}", IdempotentStart.Json(kept));
        }, cancellationToken);
        if (outcome is IdempotentOutcome.Answered)
        {
            metrics.Graded(EnumText.Of(request.Grade!.Value));
        }

        return Problems.Of(outcome, sessionId);
    }

    /// <summary>A reviewed grade becomes knowledge: what was noticed and concluded, and what the cause was indeed.</summary>
    private async Task LearnAsync(AssistantDbContext context, Guid sessionId, DiagnosisFeedback feedback, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var document = await context.Set<Analysis>().Where(row => row.SessionId == sessionId).Select(row => row.Document).SingleOrDefaultAsync(cancellationToken);
        if (document is null)
        {
            return;
        }

        var analysis = AssistantJson.Deserialize<AnalysisDocument>(document);
        var cause = feedback.CorrectedCause ?? analysis.RootCause?.Service;
        var body = string.Join('\n',
        [
            $"Diagnosed: {analysis.Headline.Text} ({EnumText.Of(analysis.Verdict)}). Would acting on it have fixed it: {EnumText.Of(feedback.Grade)}.",
            .. feedback.CorrectedCause is { } corrected ? [$"The cause was: {corrected}."] : Array.Empty<string>(),
            .. feedback.Comment is { Length: > 0 } comment ? [comment] : Array.Empty<string>(),
            .. analysis.Claims.Select(claim => "- " + claim.Statement.Text),
        ]);
        string?[] services = [analysis.Symptom?.Service, analysis.RootCause?.Service, cause];
        var title = $"{analysis.Symptom?.Service ?? "A service"}: {cause ?? "no cause found"}";
        await context.WriteDownAsync(
            KnowledgeKind.Incident, $"session:{sessionId}", SecretRedaction.Redact(title), SecretRedaction.Redact(body), services.OfType<string>(), now, clock, cancellationToken);
    }
}
