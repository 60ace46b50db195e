using SrePlatform.Assistant.Diagnosis.Report;

namespace SrePlatform.Assistant.Diagnosis.Answers.Answerers;

/// <summary>Why an earlier diagnosis came out as it did, and why a service was not the cause.</summary>
internal sealed class EarlierDiagnosis : IQuestionAnswerer
{
    private const int MostClaims = 5;

    public QuestionIntent Intent => QuestionIntent.EarlierDiagnosis;

    public Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        context.Plan.Add("Read the analysis of the earlier session");
        if (context.Earlier is not { Value: { } earlier } observed)
        {
            return Task.CompletedTask;
        }

        var named = context.Question.Service is { } service && context.Words.Contains(service, StringComparison.OrdinalIgnoreCase) ? service : null;
        if (earlier.Candidates.FirstOrDefault(candidate => candidate.Service == named) is { } asked)
        {
            context.Ledger.Add(Messages.Of("answer.candidate", ("service", asked.Service), ("rank", asked.Rank), ("role", asked.Role), ("reason", asked.Reason.Text), ("reason_said", asked.Reason.Said())), observed.Number);
        }

        context.Ledger.Add(earlier.Headline.Said(), observed.Number);
        foreach (var claim in earlier.Claims.Where(claim => named is null || claim.Statement.Text.Contains(named, StringComparison.Ordinal)).Take(MostClaims))
        {
            context.Ledger.Add(claim.Statement.Said(), observed.Number);
        }

        foreach (var missing in named is null ? earlier.Missing : [])
        {
            context.Ledger.Add(Messages.Of("answer.was_missing", ("text", missing.Text)), observed.Number);
        }

        return Task.CompletedTask;
    }
}
