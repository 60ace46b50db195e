using Microsoft.Extensions.AI;
using SrePlatform.Assistant.Agents.Narrator;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Agents.Hypothesis;

/// <summary>What a model thinks may be true, and how code can tell.</summary>
internal sealed record ProposedHypothesis(string? Service, string? Statement, ProposedCheck? Check);

/// <param name="Signal">One of the known signals.</param>
/// <param name="Query">Else a MetricsQL expression.</param>
/// <param name="Direction">up or down: how it moved at the onset if the hypothesis holds.</param>
internal sealed record ProposedCheck(string? Signal, string? Query, string? Direction);

internal sealed record ProposedHypotheses(IReadOnlyList<ProposedHypothesis>? Hypotheses);

/// <summary>Lets a model propose hypotheses with checks. What is malformed, or about something unknown, is left out.</summary>
internal sealed partial class HypothesisAgent(ModelClient models, ILogger<HypothesisAgent> logger)
{
    private const string Name = "hypothesis";
    private const int MostHypotheses = 3;
    private const int LongestStatement = 300;
    private const int LongestQuery = 1000;
    private static readonly string Prompt = PromptFile.Read("HypothesisPrompt");

    public async Task<IReadOnlyList<ProposedHypothesis>> ProposeAsync(ModelRun run, NarrationFacts facts, IReadOnlyCollection<string> signals, CancellationToken cancellationToken)
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, Prompt),
            new(ChatRole.User, "The findings:\n" + UntrustedText.Fence(AssistantJson.Serialize(new { facts, signals }))),
        ];
        try
        {
            var response = await models.AskAsync(run, Name, ModelStep.Hard, messages, cancellationToken);
            return Usable(ModelAnswers.Parse<ProposedHypotheses>(response.Text), facts.Services, signals);
        }
        catch (Exception exception) when (exception is LlmBudgetException || ModelAnswers.IsTrouble(exception, cancellationToken))
        {
            Log.Trouble(logger, exception);
            return [];
        }
    }

    public static IReadOnlyList<ProposedHypothesis> Usable(ProposedHypotheses? proposed, IEnumerable<string> services, IReadOnlyCollection<string> signals) =>
        [.. (proposed?.Hypotheses ?? []).Where(one => one is { Statement.Length: > 0 and <= LongestStatement, Check.Direction: "up" or "down" }
            && services.Contains(one.Service, StringComparer.Ordinal)
            && (one.Check.Signal is { } signal ? signals.Contains(signal) : one.Check.Query is { Length: > 0 and <= LongestQuery } query && !query.Any(char.IsControl)))
            .Take(MostHypotheses)];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The model could not be asked for hypotheses.")]
        public static partial void Trouble(ILogger logger, Exception exception);
    }
}
