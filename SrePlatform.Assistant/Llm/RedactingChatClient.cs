using Microsoft.Extensions.AI;
using SrePlatform.Assistant.Evidence;

namespace SrePlatform.Assistant.Llm;

/// <summary>Takes secrets out of everything that is sent, what tools returned as well, before anything else sees it.</summary>
internal sealed class RedactingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages.Select(Redact), options, cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages.Select(Redact), options, cancellationToken);

    private static ChatMessage Redact(ChatMessage message)
    {
        var redacted = message.Clone();
        redacted.Contents = [.. message.Contents.Select(content => content switch
        {
            TextContent text => new TextContent(SecretRedaction.Redact(text.Text)),
            FunctionResultContent result => new FunctionResultContent(result.CallId, SecretRedaction.Redact(result.Result?.ToString() ?? "")),
            _ => content,
        })];
        return redacted;
    }
}
