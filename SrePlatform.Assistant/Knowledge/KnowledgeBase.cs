using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Assistant.Knowledge;

/// <summary>What is found: enough to judge it, not the whole.</summary>
internal sealed record KnowledgeHit(Guid Id, string Kind, string Reference, string Title, string Excerpt, string[] Services, DateTimeOffset UpdatedAt, double Score);

/// <summary>Finds entries by words, by letters of their title, and by pairs of CJK letters; retired ones are not found.</summary>
internal sealed class KnowledgeBase(AssistantDbContext context)
{
    public const int MostHits = 10;

    /// <param name="question">In anybody's words.</param>
    /// <param name="service">What is about this service ranks higher.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="visible">Only what is about one of these services, or about none; all where it is null.</param>
    public async Task<IReadOnlyList<KnowledgeHit>> SearchAsync(string question, string? service, int limit, CancellationToken cancellationToken, IReadOnlyCollection<string>? visible = null)
    {
        string[] seen = [.. visible ?? []];
        var words = CjkGrams.Words(question);
        var any = string.Join(" | ", words);
        var cut = question.Length > 200 ? question[..200] : question;
        return await context.Database.SqlQuery<KnowledgeHit>(
            $"""
            select id as id, kind::text as kind, reference::text as reference, title::text as title, services as services, updated_at as updated_at,
                   ts_headline('simple', body, q, 'MaxWords=40, MinWords=15, StartSel="", StopSel=""') as excerpt,
                   (ts_rank_cd(search, q, 32) + greatest(0, word_similarity({cut}, title) - 0.3) + case when {service}::text = any(services) then 0.2 else 0 end)::double precision as score
            from assistant.knowledge, to_tsquery('simple', {any}) q
            where retired_at is null and ({visible is null} or cardinality(services) = 0 or services && {seen}) and (search @@ q or word_similarity({cut}, title) > 0.5)
            order by score desc, updated_at desc, id
            limit {Math.Clamp(limit, 1, MostHits)}
            """).ToListAsync(cancellationToken);
    }
}
