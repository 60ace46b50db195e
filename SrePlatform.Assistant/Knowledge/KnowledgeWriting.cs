using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Knowledge;

internal static class KnowledgeWriting
{
    /// <summary>Adds an entry, or replaces the one of the same kind and reference; texts are redacted by then.</summary>
    public static async Task<KnowledgeEntry> WriteDownAsync(
        this AssistantDbContext context, KnowledgeKind kind, string reference, string title, string body, IEnumerable<string> services, DateTimeOffset at, TimeProvider clock, CancellationToken cancellationToken)
    {
        var entry = await context.Set<KnowledgeEntry>().SingleOrDefaultAsync(row => row.Kind == kind && row.Reference == reference, cancellationToken);
        if (entry is null)
        {
            context.Add(entry = KnowledgeEntry.New(Guid.CreateVersion7(clock.GetUtcNow()), kind, reference, at));
        }

        entry.Write(title, body, services, CjkGrams.Of(title + "\n" + body), at);
        return entry;
    }
}
