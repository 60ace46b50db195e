using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace SrePlatform.Assistant.Llm;

/// <summary>Sends each call to the client of the model that it names.</summary>
internal sealed class RoutingChatClient(string usual, Func<string, IChatClient> create) : IChatClient
{
    private readonly ConcurrentDictionary<string, IChatClient> _clients = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">What came back, or what it makes of the next question, is nothing that the provider's library can read.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Of(options).GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException or NotSupportedException)
        {
            // A model that answers without choices, or with arguments that are no object, is not refused by the libraries but trips them.
            throw new FormatException($"The model's answer cannot be read: {exception.Message}", exception);
        }
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Of(options).GetStreamingResponseAsync(messages, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : Of(null).GetService(serviceType, serviceKey);

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private IChatClient Of(ChatOptions? options) => _clients.GetOrAdd(options?.ModelId is { Length: > 0 } named ? named : usual, create);
}
