using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>A free question to the Assistant.</summary>
/// <param name="Question">In the asker's words.</param>
/// <param name="Service">What it is about, where the words do not say.</param>
/// <param name="Follows">The session that it goes on from.</param>
internal sealed record QuestionDraft(string? Question, string? Service = null, Guid? Follows = null)
{
    /// <summary>As many characters as the Assistant takes.</summary>
    public const int Longest = 4_000;
}

/// <summary>Asks the Assistant a question; its answer is read by who sees what the asker sees.</summary>
internal sealed class AskQuestion(SreDbContext context, RequestDiagnosis requests)
{
    /// <param name="draft">What is asked.</param>
    /// <param name="key">The same key returns the same question.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="scope">What they see; the Assistant will see no more.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Outcome<DiagnosisRequest>> RunAsync(QuestionDraft draft, string key, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        var question = draft.Question?.Trim();
        var service = string.IsNullOrWhiteSpace(draft.Service) ? null : draft.Service.Trim();
        if (question is not { Length: > 0 and <= QuestionDraft.Longest } || question.Contains('\0', StringComparison.Ordinal))
        {
            return new AskInvalid("question", "question", $"{QuestionDraft.Longest}");
        }

        if (service?.Length > DiagnoseServices.LongestName || service?.Contains('\0', StringComparison.Ordinal) == true)
        {
            return new AskInvalid("service", "name", $"{DiagnoseServices.LongestName}");
        }

        if (await context.Set<DiagnosisRequest>().SingleOrDefaultAsync(request => request.IdempotencyKey == key, cancellationToken) is { } before)
        {
            return before;
        }

        if (draft.Follows is { } session && !await IsOverAsync(session, scope, cancellationToken))
        {
            return new AskInvalid("question", "follows");
        }

        var asked = requests.AddQuestion(question, service, draft.Follows, key, actor, scope);
        await context.SaveChangesAsync(cancellationToken);
        return asked;
    }

    /// <summary>Whoever goes on from a session learns what it says, so it has to be one that they see.</summary>
    private Task<bool> IsOverAsync(Guid session, Scope scope, CancellationToken cancellationToken) => context.Set<DiagnosisRequest>().In(scope, context)
        .AnyAsync(request => request.SessionId == session, cancellationToken);
}
