using Microsoft.Extensions.AI;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Agents.Narrator;

/// <summary>A narration that passed the check, or why there is none.</summary>
internal sealed record NarrationResult(NarrationOutcome Outcome, string Model, Narration? Narration);

/// <summary>Puts findings into words with a language model, where one is configured. Whatever it returns is checked by code.</summary>
internal sealed partial class NarratorAgent(ModelClient models, AssistantMetrics metrics, ILogger<NarratorAgent> logger)
{
    private const string Name = "narrator";
    private static readonly string Prompt = PromptFile.Read("NarratorPrompt");

    public async Task<NarrationResult> NarrateAsync(ModelRun run, NarrationFacts facts, CancellationToken cancellationToken)
    {
        var (outcome, narration) = await TryNarrateAsync(run, facts, cancellationToken);
        metrics.Narrated(EnumText.Of(outcome));
        if (outcome != NarrationOutcome.Used)
        {
            Log.NotUsed(logger, outcome);
        }

        return new NarrationResult(outcome, run.ModelFor(ModelStep.Simple), outcome == NarrationOutcome.Used ? narration : null);
    }

    private async Task<(NarrationOutcome Outcome, Narration? Narration)> TryNarrateAsync(ModelRun run, NarrationFacts facts, CancellationToken cancellationToken)
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, Prompt),
            new(ChatRole.User, "The findings:\n" + UntrustedText.Fence(AssistantJson.Serialize(facts))),
        ];
        try
        {
            var response = await models.AskAsync(run, Name, ModelStep.Simple, messages, cancellationToken);
            var narration = ModelAnswers.Parse<Narration>(response.Text);
            return (NarrationCheck.Judge(narration, facts), narration);
        }
        catch (LlmBudgetException exception)
        {
            Log.Trouble(logger, exception);
            return (NarrationOutcome.OverBudget, null);
        }
        catch (Exception exception) when (ModelAnswers.IsTrouble(exception, cancellationToken))
        {
            Log.Trouble(logger, exception);
            return (NarrationOutcome.Unavailable, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The model's summary was not used ({Outcome}); the computed one stands.")]
        public static partial void NotUsed(ILogger logger, NarrationOutcome outcome);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The model could not be asked.")]
        public static partial void Trouble(ILogger logger, Exception exception);
    }
}
