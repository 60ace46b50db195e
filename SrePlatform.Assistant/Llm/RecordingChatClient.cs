using System.Text;
using Microsoft.Extensions.AI;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Llm;

/// <summary>Holds one agent's calls to the run's budget, and keeps each with its words, tokens, cost and what became of it.</summary>
internal sealed class RecordingChatClient(IChatClient inner, ModelRun run, string agent, string provider, ModelPrices prices, AssistantMetrics metrics, TimeProvider clock) : DelegatingChatClient(inner)
{
    private const int LongestKept = 64 * 1024;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages.ToList();
        var at = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            run.Admit();
            limit.CancelAfter(run.Left);
            var response = await base.GetResponseAsync(asked, options, limit.Token);
            await KeepAsync(Cached(response) ? ModelCallStatus.Cached : ModelCallStatus.Ok, response, null);
            return response;
        }
        catch (LlmBudgetException exception)
        {
            await KeepAsync(ModelCallStatus.OverBudget, null, exception.Message);
            throw;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await KeepAsync(ModelCallStatus.Failed, null, exception is OperationCanceledException ? "no answer in time" : exception.Message);
            throw;
        }

        async Task KeepAsync(ModelCallStatus status, ChatResponse? response, string? error)
        {
            var model = options?.ModelId ?? "";
            var (input, output) = status == ModelCallStatus.Ok ? (response!.Usage?.InputTokenCount ?? 0, response.Usage?.OutputTokenCount ?? 0) : (0, 0);
            var cost = status is ModelCallStatus.Ok ? prices.CostOf(model, input, output) : status == ModelCallStatus.Cached ? 0 : null;
            run.Spend(input + output, cost);
            metrics.ModelCalled(agent, model, Platform.EnumText.Of(status), input, output, cost);
            await run.KeepAsync(new ModelCall
            {
                Id = Guid.CreateVersion7(at),
                SessionId = run.SessionId,
                Number = run.Next(),
                Agent = agent,
                Provider = provider,
                Model = model,
                Status = status,
                StartedAt = at,
                DurationMs = (int)clock.GetElapsedTime(started).TotalMilliseconds,
                InputTokens = input,
                OutputTokens = output,
                CostUsd = cost,
                Error = error is null ? null : Cut(SecretRedaction.Redact(error), 1000),
                Request = Cut(SecretRedaction.Redact(Words(asked)), LongestKept),
                Response = Cut(SecretRedaction.Redact(response is null ? "" : Words(response.Messages)), LongestKept),
            }, cancellationToken);
        }
    }

    private static bool Cached(ChatResponse response) => response.AdditionalProperties?.ContainsKey(MarkingCacheChatClient.Mark) == true;

    private static string Words(IEnumerable<ChatMessage> messages)
    {
        var words = new StringBuilder();
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                words.Append('[').Append(message.Role).Append("] ").AppendLine(content switch
                {
                    TextContent text => text.Text,
                    FunctionCallContent call => $"{call.Name}({string.Join(", ", (call.Arguments ?? new Dictionary<string, object?>()).Select(pair => $"{pair.Key}: {pair.Value}"))})",
                    FunctionResultContent result => $"= {result.Result}",
                    _ => content.GetType().Name,
                });
            }
        }

        return words.ToString();
    }

    private static string Cut(string text, int longest) => text.Replace("\0", "", StringComparison.Ordinal) is var clean && clean.Length <= longest ? clean : clean[..(longest - 1)] + "…";
}
