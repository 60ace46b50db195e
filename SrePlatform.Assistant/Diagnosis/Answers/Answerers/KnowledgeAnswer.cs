using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Tools.Knowledge;

namespace SrePlatform.Assistant.Diagnosis.Answers.Answerers;

/// <summary>What is written down about it.</summary>
internal sealed class KnowledgeAnswer(KnowledgeTool knowledge) : IQuestionAnswerer
{
    public QuestionIntent Intent => QuestionIntent.Knowledge;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        context.Plan.Add("Search runbooks, past incidents and postmortems");
        var observed = await context.Run.Evidence.ObserveAsync(knowledge, new KnowledgeArguments(context.Words, context.Service), cancellationToken);
        foreach (var hit in observed.Value ?? [])
        {
            context.Ledger.Add(Messages.Of("answer.knowledge", ("kind", hit.Kind), ("title", hit.Title), ("excerpt", hit.Excerpt.ReplaceLineEndings(" ")), ("reference", hit.Reference)), observed.Number);
        }

        if (context.Ledger.Findings.Count == 0)
        {
            context.Ledger.Add(Messages.Of("answer.no_knowledge"), observed.Number);
        }
    }
}
