using Microsoft.Extensions.AI;
using SrePlatform.Assistant.Evidence;

namespace SrePlatform.Assistant.Llm;

/// <summary>Takes secrets out of everything that is sent, before anything else sees it.</summary>
internal sealed class RedactingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages.Select(Redact), options, cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages.Select(Redact), options, cancellationToken);

    private static ChatMessage Redact(ChatMessage message)
    {
        var redacted = message.Clone();
        redacted.Contents = [.. message.Contents.Select(content => content is TextContent text ? new TextContent(SecretRedaction.Redact(text.Text)) : content)];
        return redacted;
    }
}
