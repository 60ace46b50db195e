using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;

namespace SrePlatform.Assistant.Llm;

/// <summary>Answers a question that was answered before from the cache, and says so, since nothing was paid for it.</summary>
internal sealed class MarkingCacheChatClient(IChatClient inner, IDistributedCache cache) : DistributedCachingChatClient(inner, cache)
{
    public const string Mark = "sre.cached";

    protected override async Task<ChatResponse?> ReadCacheAsync(string key, CancellationToken cancellationToken)
    {
        var response = await base.ReadCacheAsync(key, cancellationToken);
        if (response is not null)
        {
            (response.AdditionalProperties ??= [])[Mark] = true;
        }

        return response;
    }
}
