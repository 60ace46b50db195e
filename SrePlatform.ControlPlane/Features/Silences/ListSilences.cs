using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Lists silences and maintenance windows, latest first.</summary>
internal sealed class ListSilences(SreDbContext context, TimeProvider time)
{
    /// <param name="ended">Those that are over, or those that are not; null for all.</param>
    public async Task<Page<Silence>> RunAsync(bool? ended, SilenceKind? kind, PageRequest page, CancellationToken cancellationToken)
    {
        var silences = Filtered(ended, kind);
        if (page.After is { } after)
        {
            silences = silences.Where(silence => EF.Functions.LessThan(ValueTuple.Create(silence.CreatedAt, silence.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await silences.OrderByDescending(silence => silence.CreatedAt).ThenByDescending(silence => silence.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Cut(rows, row => new Keyset(row.CreatedAt, row.Id));
    }

    public Task<int> CountAsync(bool ended, CancellationToken cancellationToken) => Filtered(ended, null).CountAsync(cancellationToken);

    private IQueryable<Silence> Filtered(bool? ended, SilenceKind? kind)
    {
        var now = time.GetUtcNow();
        var silences = context.Set<Silence>().AsNoTracking();
        silences = kind is { } of ? silences.Where(silence => silence.Kind == of) : silences;
        return ended switch
        {
            true => silences.Where(silence => silence.EndedAt != null || silence.EndsAt <= now),
            false => silences.Where(silence => silence.EndedAt == null && (silence.EndsAt == null || silence.EndsAt > now)),
            null => silences,
        };
    }
}
