using Microsoft.Extensions.AI;
using SrePlatform.Assistant.Agents.Narrator;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Agents.Verifier;

/// <summary>Why a diagnosis may be wrong.</summary>
internal sealed record Doubt(string? Text, IReadOnlyList<int>? Observations);

internal sealed record Verification(double? Confidence, IReadOnlyList<Doubt>? Doubts);

/// <summary>Lets a model look for reasons to doubt. It can lower the confidence, with a reason that cites claims; nothing else.</summary>
internal sealed partial class VerifierAgent(ModelClient models, ILogger<VerifierAgent> logger)
{
    private const string Name = "verifier";
    private const int MostDoubts = 3;
    private const int LongestDoubt = 300;
    private static readonly string Prompt = PromptFile.Read("VerifierPrompt");

    /// <summary>The lower confidence and its reasons; null where there is no doubt that holds.</summary>
    public async Task<(double Confidence, IReadOnlyList<Doubt> Doubts)?> DoubtAsync(ModelRun run, NarrationFacts facts, CancellationToken cancellationToken)
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, Prompt),
            new(ChatRole.User, "The diagnosis:\n" + UntrustedText.Fence(AssistantJson.Serialize(facts))),
        ];
        try
        {
            var response = await models.AskAsync(run, Name, ModelStep.Hard, messages, cancellationToken);
            return Judge(ModelAnswers.Parse<Verification>(response.Text), facts);
        }
        catch (Exception exception) when (exception is LlmBudgetException || ModelAnswers.IsTrouble(exception, cancellationToken))
        {
            Log.Trouble(logger, exception);
            return null;
        }
    }

    /// <summary>Only a lower confidence with a reason counts, and only reasons that cite what the claims cite.</summary>
    public static (double Confidence, IReadOnlyList<Doubt> Doubts)? Judge(Verification? verification, NarrationFacts facts)
    {
        var citable = facts.Claims.SelectMany(claim => claim.Observations).ToHashSet();
        var doubts = (verification?.Doubts ?? [])
            .Where(doubt => doubt is { Text.Length: > 0 and <= LongestDoubt, Observations.Count: > 0 } && doubt.Observations.All(citable.Contains))
            .Take(MostDoubts).ToList();
        return verification?.Confidence is { } confidence && confidence >= 0 && confidence < facts.Confidence && doubts.Count > 0 ? (confidence, doubts) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The model could not be asked to verify.")]
        public static partial void Trouble(ILogger logger, Exception exception);
    }
}
