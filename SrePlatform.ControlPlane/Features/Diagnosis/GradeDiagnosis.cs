using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>What somebody thinks of a diagnosis, as the form gives it.</summary>
/// <param name="Grade">Would acting on it have fixed it: yes, partly, no or harmful.</param>
/// <param name="CorrectedCause">What it was indeed.</param>
internal sealed record GradeDraft(string? Grade, string? CorrectedCause, string? Comment);

/// <summary>For the partial <c>_Grade</c>.</summary>
/// <param name="Back">Where to go on; the run's own page without it.</param>
internal sealed record GradeForm(Guid SessionId, string? Back);

/// <summary>Takes a grade and hands it to the Assistant, which keeps it and learns from it; the outbox makes sure that it arrives.</summary>
internal sealed class GradeDiagnosis(SreDbContext context, ReadDiagnoses diagnoses, AuditLog audit, TimeProvider time)
{
    public static readonly string[] Grades = ["yes", "partly", "no", "harmful"];

    private const int LongestCause = 200;
    private const int LongestComment = 4_000;

    public async Task<Outcome<Done>> RunAsync(Guid sessionId, GradeDraft draft, Scope scope, Actor actor, CancellationToken cancellationToken)
    {
        if (!Grades.Contains(draft.Grade))
        {
            return new ValidationFailure("grade", "Give yes, partly, no or harmful.");
        }

        var (cause, comment) = (Blank(draft.CorrectedCause), Blank(draft.Comment));
        if (cause?.Length > LongestCause || comment?.Length > LongestComment || (cause + comment).Contains('\0', StringComparison.Ordinal))
        {
            return new ValidationFailure(cause?.Length > LongestCause ? "cause" : "comment", $"A cause has at most {LongestCause} characters, a comment {LongestComment}, both without NUL.");
        }

        if (!await diagnoses.SeesSessionAsync(scope, sessionId, cancellationToken)
            || !await context.Set<DiagnosisRequest>().AnyAsync(request => request.SessionId == sessionId && request.State == DiagnosisState.Completed, cancellationToken))
        {
            return new DiagnosisNotFound();
        }

        var now = time.GetUtcNow();
        var message = new HandOverGrade.Message(sessionId, draft.Grade!, cause, comment, actor.Name);
        context.Add(new OutboxMessage(now, HandOverGrade.MessageKind, $"grade:{sessionId}:{Guid.CreateVersion7(now)}", JsonSerializer.Serialize(message, ApiJson.Options)));
        audit.Add(context, actor, new("diagnosis.graded", "diagnosis", sessionId.ToString()) { Details = new Dictionary<string, string> { ["grade"] = draft.Grade!, ["corrected_cause"] = cause ?? "" } });
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Gives a grade to the Assistant; the same key again changes nothing.</summary>
internal sealed class HandOverGrade(IServiceScopeFactory scopes, TimeProvider time) : IOutboxHandler
{
    public const string MessageKind = "diagnosis.grade";

    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    public string Kind => MessageKind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var grade = JsonSerializer.Deserialize<Message>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        var answer = await scope.ServiceProvider.GetRequiredService<AssistantClient>().GradeAsync(
            grade.SessionId, new SendGrade(grade.Grade, grade.CorrectedCause, grade.Comment, grade.GradedBy), message.Key, cancellationToken);
        return answer switch
        {
            { Error: null } => OutboxResult.Done,
            { IsFinal: true, Error: { } error } => OutboxResult.GiveUp(error),
            { Error: { } error } when time.GetUtcNow() - message.CreatedAt > GiveUpAfter => OutboxResult.GiveUp(error),
            { Error: { } error } => OutboxResult.TryAgain(error, answer.RetryAfter),
        };
    }

    internal sealed record Message(Guid SessionId, string Grade, string? CorrectedCause, string? Comment, string GradedBy);
}
