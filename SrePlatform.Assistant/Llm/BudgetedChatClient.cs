using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace SrePlatform.Assistant.Llm;

/// <summary>A call that would exceed a budget was not made.</summary>
internal sealed class LlmBudgetException(string message) : Exception(message);

/// <summary>Bounds each call in size and time, and all calls of a day in tokens.</summary>
internal sealed class BudgetedChatClient(IChatClient inner, IOptions<LlmOptions> settings, TokenBudget budget) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var limits = settings.Value;
        var asked = messages.ToList();
        var characters = asked.Sum(message => message.Text.Length);
        if (characters > limits.MaximumInputCharacters)
        {
            throw new LlmBudgetException($"The question has {characters} characters; {limits.MaximumInputCharacters} are allowed.");
        }

        if (!budget.HasRoom)
        {
            throw new LlmBudgetException($"The {limits.MaximumTokensPerDay} tokens of today are spent.");
        }

        var bounded = options?.Clone() ?? new ChatOptions();
        bounded.MaxOutputTokens = Math.Min(bounded.MaxOutputTokens ?? int.MaxValue, limits.MaximumOutputTokens);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(limits.TimeoutSeconds));
        var response = await base.GetResponseAsync(asked, bounded, limit.Token);
        budget.Spend(response.Usage?.TotalTokenCount ?? (characters + response.Text.Length) / 4);
        return response;
    }
}
