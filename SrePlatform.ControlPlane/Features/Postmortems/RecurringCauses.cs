using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>A cause that came back.</summary>
internal sealed record RecurringCause(string Service, CauseKind Kind, int Count, DateTimeOffset Last, string LastReference);

/// <summary>Which causes come back: the same service in the same way, at least twice.</summary>
internal sealed class RecurringCauses(SreDbContext context)
{
    private const int Most = 20;

    public async Task<IReadOnlyList<RecurringCause>> RunAsync(Scope scope, CancellationToken cancellationToken)
    {
        var rows = await context.Set<Postmortem>().AsNoTracking().In(scope, context)
            .Where(row => row.CauseService != null && row.State != PostmortemState.Drafting)
            .GroupBy(row => new { row.CauseService, row.CauseKind })
            .Select(group => new { group.Key.CauseService, group.Key.CauseKind, Count = group.Count(), Last = group.Max(row => row.CreatedAt), Number = group.Max(row => row.Number) })
            .Where(group => group.Count > 1)
            .OrderByDescending(group => group.Count).ThenByDescending(group => group.Last).Take(Most).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new RecurringCause(row.CauseService!, row.CauseKind, row.Count, row.Last, $"PM-{row.Number}"));
    }
}
