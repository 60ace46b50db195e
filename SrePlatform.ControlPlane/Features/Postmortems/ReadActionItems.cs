using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>How many action items wait, and how many of them are late.</summary>
internal sealed record ActionItemCounts(int Open, int Overdue);

/// <summary>Action items that somebody still has to do, the most urgent first.</summary>
internal sealed class ReadActionItems(SreDbContext context, TimeProvider time)
{
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <param name="owner">Of whom; null for everybody.</param>
    public async Task<IReadOnlyList<ActionItemView>> OpenAsync(Scope scope, string? owner, int most, CancellationToken cancellationToken) =>
        (await ListAsync(scope, owner, false, new PageRequest(most, null), cancellationToken)).Items;

    /// <param name="overdue">Only those that are late.</param>
    public async Task<Page<ActionItemView>> ListAsync(Scope scope, string? owner, bool overdue, PageRequest page, CancellationToken cancellationToken)
    {
        var today = Today;
        var items = Open(scope).Where(item => owner == null || item.Owner == owner).Where(item => !overdue || item.DueOn < today);
        if (page.After is { } after)
        {
            var day = DateOnly.FromDateTime(after.At.UtcDateTime);
            items = items.Where(item => item.DueOn > day || item.DueOn == day && item.Id.CompareTo(after.Id) > 0);
        }

        var rows = await items.OrderBy(item => item.DueOn).ThenBy(item => item.Id).Take(page.Limit + 1).Select(ActionItemView.Projection(context.Set<Postmortem>())).ToListAsync(cancellationToken);
        return page.Cut(rows, row => new Keyset(new DateTimeOffset(row.DueOn ?? today, TimeOnly.MinValue, TimeSpan.Zero), row.Id));
    }

    public async Task<ActionItemCounts> CountAsync(Scope scope, CancellationToken cancellationToken)
    {
        var today = Today;
        return new(await Open(scope).CountAsync(cancellationToken), await Open(scope).CountAsync(item => item.DueOn < today, cancellationToken));
    }

    private IQueryable<ActionItem> Open(Scope scope)
    {
        var visible = context.Set<Postmortem>().In(scope, context);
        var items = context.Set<ActionItem>().AsNoTracking().Where(item => item.State == ActionItemState.Open);
        return scope.IsAll ? items : items.Where(item => visible.Any(postmortem => postmortem.Id == item.PostmortemId));
    }
}
