using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using SrePlatform.Assistant.Agents.Answerer;
using SrePlatform.Assistant.Diagnosis.Enriching;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>
/// Lets a model look for the answer with the same answerers that serve without one, each as a read-only tool whose result is statements
/// with citations. Its words are used only where they hold against what it was told.
/// </summary>
internal sealed partial class ModelAnswer(ModelClient models, ModelRuns runs, QuestionTools tools, ILogger<ModelAnswer> logger)
{
    private const string Agent = "answerer";
    private const int MostRemembered = 12;
    private static readonly string Prompt = PromptFile.Read("AnswererPrompt");

    public bool IsOn => models.IsOn;

    /// <summary>Adds the model's findings to the ledger where they hold; says what became of it.</summary>
    public async Task<EngineInfo> TryAnswerAsync(QuestionContext context, IReadOnlyList<string> known, CancellationToken cancellationToken)
    {
        var told = new ConcurrentDictionary<int, string>();
        var before = Remembered(context, told);
        var run = await runs.OfAsync(context.Run.Session.Lease.SessionId, context.Run.Session.Model, cancellationToken);
        ChatMessage[] messages =
        [
            new(ChatRole.System, Prompt),
            new(ChatRole.User, $"Services: {UntrustedText.Fence(string.Join(", ", known.Take(200)))}\n{before}The question: {UntrustedText.Fence(context.Words)}"),
        ];
        var (outcome, answer) = (AnswerOutcome.Unavailable, (ProposedAnswer?)null);
        try
        {
            var response = await models.AskWithToolsAsync(run, Agent, messages, await tools.ForAsync(context, told, cancellationToken), cancellationToken);
            answer = ModelAnswers.Parse<ProposedAnswer>(response.Text);
            outcome = AnswerCheck.Judge(answer, told, context.Words);
        }
        catch (LlmBudgetException exception)
        {
            Log.Trouble(logger, exception);
            outcome = AnswerOutcome.OverBudget;
        }
        catch (Exception exception) when (ModelAnswers.IsTrouble(exception, cancellationToken))
        {
            Log.Trouble(logger, exception);
        }

        if (outcome != AnswerOutcome.Used)
        {
            Log.NotUsed(logger, outcome);
            return new EngineInfo(EngineVersion.Current, null, EnumText.Of(outcome));
        }

        foreach (var line in answer!.Lines!)
        {
            context.Ledger.AddWords(line.Text!.Trim(), line.Observations!);
        }

        return new EngineInfo(EngineVersion.Current, run.ModelFor(ModelStep.Hard), EnumText.Of(outcome));
    }

    /// <summary>What was said in the session that the question follows, so that it can be gone on with and cited.</summary>
    private static string Remembered(QuestionContext context, ConcurrentDictionary<int, string> told)
    {
        if (context.Earlier is not { Value: { } earlier } observed)
        {
            return "";
        }

        var said = string.Join("\n", earlier.Claims.Take(MostRemembered).Select(claim => claim.Statement.Text).Prepend(earlier.Headline.Text));
        told[observed.Number] = said;
        return $"It goes on from this, which is observation {observed.Number}: {UntrustedText.Fence(said)}\n";
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The model's answer was not used ({Outcome}); the question is understood by its words.")]
        public static partial void NotUsed(ILogger logger, AnswerOutcome outcome);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The model could not be asked.")]
        public static partial void Trouble(ILogger logger, Exception exception);
    }
}
