using System.ClientModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Agents.Narrator;

/// <summary>A narration that passed the check, or why there is none.</summary>
internal sealed record NarrationResult(NarrationOutcome Outcome, string Model, Narration? Narration);

/// <summary>Puts findings into words with a language model, where one is configured. Whatever it returns is checked by code.</summary>
internal sealed partial class NarratorAgent(IServiceProvider services, IOptions<LlmOptions> options, AssistantMetrics metrics, ILogger<NarratorAgent> logger)
{
    private static readonly string Prompt = ReadPrompt();

    public bool IsOn => options.Value.IsOn;

    public async Task<NarrationResult> NarrateAsync(NarrationFacts facts, CancellationToken cancellationToken)
    {
        var (outcome, narration) = await TryNarrateAsync(facts, cancellationToken);
        metrics.Narrated(EnumText.Of(outcome));
        if (outcome != NarrationOutcome.Used)
        {
            Log.NotUsed(logger, outcome);
        }

        return new NarrationResult(outcome, options.Value.Model, outcome == NarrationOutcome.Used ? narration : null);
    }

    private async Task<(NarrationOutcome Outcome, Narration? Narration)> TryNarrateAsync(NarrationFacts facts, CancellationToken cancellationToken)
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, Prompt),
            new(ChatRole.User, "The findings:\n" + UntrustedText.Fence(AssistantJson.Serialize(facts))),
        ];
        try
        {
            var response = await services.GetRequiredService<IChatClient>().GetResponseAsync(messages, new ChatOptions { Temperature = 0, ResponseFormat = ChatResponseFormat.Json }, cancellationToken);
            var narration = Parse(response.Text);
            return (NarrationCheck.Judge(narration, facts), narration);
        }
        catch (LlmBudgetException exception)
        {
            Log.Trouble(logger, exception);
            return (NarrationOutcome.OverBudget, null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is ClientResultException or HttpRequestException or OperationCanceledException or IOException or AggregateException or InvalidOperationException or JsonException or TimeoutException)
        {
            Log.Trouble(logger, exception);
            return (NarrationOutcome.Unavailable, null);
        }
    }

    /// <summary>The JSON object in an answer, which some models wrap in prose or a code fence.</summary>
    private static Narration? Parse(string text)
    {
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (start < 0 || end <= start)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Narration>(text[start..(end + 1)], AssistantJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string ReadPrompt()
    {
        var assembly = typeof(NarratorAgent).Assembly;
        var name = assembly.GetManifestResourceNames().Single(resource => resource.EndsWith("NarratorPrompt.md", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The model's summary was not used ({Outcome}); the computed one stands.")]
        public static partial void NotUsed(ILogger logger, NarrationOutcome outcome);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The model could not be asked.")]
        public static partial void Trouble(ILogger logger, Exception exception);
    }
}
