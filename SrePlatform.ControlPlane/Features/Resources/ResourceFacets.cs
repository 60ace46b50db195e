using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>How many resources there are by kind, team, environment and health: for filters and for the sentence of state.</summary>
internal sealed record FacetCounts(
    int Total,
    int Retired,
    IReadOnlyDictionary<ResourceKind, int> Kinds,
    IReadOnlyDictionary<string, int> Teams,
    IReadOnlyDictionary<string, int> Environments,
    IReadOnlyDictionary<HealthState, int> Health);

/// <summary>Counts the inventory.</summary>
internal sealed class ResourceFacets(SreDbContext context, ResourceHealthBoard health)
{
    public async Task<FacetCounts> ReadAsync(Scope scope, CancellationToken cancellationToken)
    {
        var groups = await context.Set<Resource>().AsNoTracking().In(scope, context)
            .GroupBy(resource => new { resource.Kind, resource.Team, resource.Environment, Retired = resource.RetiredAt != null })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        var current = groups.Where(group => !group.Key.Retired).ToList();
        var total = current.Sum(group => group.Count);
        return new(
            total,
            groups.Where(group => group.Key.Retired).Sum(group => group.Count),
            current.GroupBy(group => group.Key.Kind).ToDictionary(kind => kind.Key, kind => kind.Sum(group => group.Count)),
            current.GroupBy(group => group.Key.Team).ToDictionary(team => team.Key, team => team.Sum(group => group.Count)),
            current.GroupBy(group => group.Key.Environment).ToDictionary(environment => environment.Key, environment => environment.Sum(group => group.Count)),
            await HealthAsync(scope, total, cancellationToken));
    }

    private async Task<Dictionary<HealthState, int>> HealthAsync(Scope scope, int total, CancellationToken cancellationToken)
    {
        var snapshot = await health.GetAsync(cancellationToken);
        var counts = new Dictionary<HealthState, int>();
        foreach (var state in new[] { HealthState.Up, HealthState.Degraded, HealthState.Down, HealthState.Stale })
        {
            var ids = snapshot.WithState(state).ToList();
            counts[state] = ids.Count == 0 || scope.IsAll
                ? ids.Count
                : await context.Set<Resource>().In(scope, context).CountAsync(resource => resource.RetiredAt == null && ids.Contains(resource.Id), cancellationToken);
        }

        counts[HealthState.Unknown] = Math.Max(0, total - counts.Values.Sum());
        return counts;
    }
}
