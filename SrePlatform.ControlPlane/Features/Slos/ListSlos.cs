using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Objectives that a scope sees: those of its services.</summary>
internal static class SloVisibility
{
    public static IQueryable<Slo> In(this IQueryable<Slo> slos, Scope scope) => scope.IsAll ? slos : slos.Where(slo => scope.Services.Contains(slo.Service));
}

/// <summary>Lists objectives by name, one page at a time; the cursor is the last name, which is unique.</summary>
internal sealed class ListSlos(SreDbContext context)
{
    public async Task<Page<Slo>> RunAsync(Scope scope, string? service, int limit, string? after, CancellationToken cancellationToken)
    {
        var query = context.Set<Slo>().AsNoTracking().In(scope);
        query = service is null ? query : query.Where(slo => slo.Service == service);
        if (after is not null)
        {
            query = query.Where(slo => EF.Functions.GreaterThan(ValueTuple.Create(slo.Name), ValueTuple.Create(after)));
        }

        var rows = await query.OrderBy(slo => slo.Name).Take(limit + 1).ToListAsync(cancellationToken);
        return rows.Count > limit ? new([.. rows.Take(limit)], rows[limit - 1].Name) : new(rows, null);
    }
}
