using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;

/// <summary>A freeze as the API and the pages show it.</summary>
/// <param name="Environments">Where; everywhere if empty.</param>
/// <param name="Teams">On what these teams own; on everybody's if empty.</param>
internal sealed record FreezeView(
    Guid Id, FreezeState State, string Reason, IReadOnlyList<string> Environments, IReadOnlyList<string> Teams, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string CreatedBy,
    DateTimeOffset CreatedAt, string? EndedBy)
{
    public static FreezeView Of(ChangeFreeze freeze, DateTimeOffset now) => new(
        freeze.Id, freeze.StateAt(now), freeze.Reason, freeze.Environments, freeze.Teams, freeze.StartsAt, freeze.EndsAt, freeze.CreatedBy, freeze.CreatedAt, freeze.EndedBy);
}

/// <summary>Lists freezes, latest first. They hold everybody's actions, so everybody sees them.</summary>
internal sealed class ListFreezes(SreDbContext context, TimeProvider time)
{
    /// <param name="over">Those that are over, or those that are not; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Page<FreezeView>> RunAsync(bool? over, PageRequest page, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var freezes = context.Set<ChangeFreeze>().AsNoTracking();
        freezes = over is { } wanted ? freezes.Where(freeze => freeze.EndsAt <= now == wanted) : freezes;
        if (page.After is { } after)
        {
            freezes = freezes.Where(freeze => EF.Functions.LessThan(ValueTuple.Create(freeze.CreatedAt, freeze.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await freezes.OrderByDescending(freeze => freeze.CreatedAt).ThenByDescending(freeze => freeze.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var cut = page.Cut(rows, row => new Keyset(row.CreatedAt, row.Id));
        return new Page<FreezeView>([.. cut.Items.Select(freeze => FreezeView.Of(freeze, now))], cut.NextCursor);
    }

    /// <summary>Those that are on now.</summary>
    public async Task<IReadOnlyList<FreezeView>> ActiveAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await context.Set<ChangeFreeze>().AsNoTracking().Where(freeze => freeze.StartsAt <= now && freeze.EndsAt > now).OrderByDescending(freeze => freeze.EndsAt).Take(20).ToListAsync(cancellationToken);
        return [.. rows.Select(freeze => FreezeView.Of(freeze, now))];
    }
}
