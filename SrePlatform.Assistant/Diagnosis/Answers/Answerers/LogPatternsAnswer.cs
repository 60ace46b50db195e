using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Tools.Logs;

namespace SrePlatform.Assistant.Diagnosis.Answers.Answerers;

/// <summary>What a service logs, by pattern: what is new against the span before first, then what is frequent.</summary>
internal sealed class LogPatternsAnswer(LogsTool logs) : IQuestionAnswerer
{
    private const int MostShown = 8;
    private const int LongestPattern = 240;

    public QuestionIntent Intent => QuestionIntent.Logs;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        if (context.Service is not { } service)
        {
            context.Ledger.Add(Messages.Of("answer.logs_of_what"), context.Topology);
            return;
        }

        context.Plan.Add($"Read the logs of {service} in the window and in the same span before it");
        var now = await context.Run.Evidence.ObserveAsync(logs, new LogsArguments(service, null, context.Start, context.End), cancellationToken);
        var before = await context.Run.Evidence.ObserveAsync(logs, new LogsArguments(service, null, context.Start - context.Window, context.Start), cancellationToken);
        var known = (before.Value?.Templates ?? []).Select(template => template.Template).ToHashSet(StringComparer.Ordinal);
        foreach (var template in (now.Value?.Templates ?? [])
            .OrderByDescending(template => before.Answered && !known.Contains(template.Template)).ThenByDescending(template => template.IsTrouble).ThenByDescending(template => template.Count).Take(MostShown))
        {
            var fresh = before.Answered && !known.Contains(template.Template);
            context.Ledger.Add(
                template.IsTrouble ? "warning" : "info",
                Messages.Of(
                    fresh ? "answer.new_log_pattern" : "answer.log_pattern",
                    ("count", template.Count), ("service", service), ("pattern", template.Template.Length > LongestPattern ? template.Template[..LongestPattern] + "…" : template.Template)),
                fresh ? [now.Number, before.Number] : [now.Number]);
        }

        if (context.Ledger.Findings.Count == 0)
        {
            context.Ledger.Add(Messages.Of("answer.no_logs", ("service", service)), now.Number);
        }
    }
}
