using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>How many rules there are, by what people filter by.</summary>
internal sealed record RuleFacets(
    int Total, int Off, IReadOnlyDictionary<RuleSeverity, int> Severities, IReadOnlyDictionary<RuleSyncState, int> SyncStates, IReadOnlyDictionary<string, int> Groups);

/// <summary>Counts rules.</summary>
internal sealed class RuleCounts(SreDbContext context)
{
    public async Task<RuleFacets> ReadAsync(Scope scope, CancellationToken cancellationToken)
    {
        var groups = await context.Set<AlertRule>().AsNoTracking().In(scope, context)
            .GroupBy(rule => new { rule.Severity, rule.SyncState, rule.Group, rule.Enabled })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return new(
            groups.Sum(group => group.Count),
            groups.Where(group => !group.Key.Enabled).Sum(group => group.Count),
            groups.GroupBy(group => group.Key.Severity).ToDictionary(severity => severity.Key, severity => severity.Sum(group => group.Count)),
            groups.GroupBy(group => group.Key.SyncState).ToDictionary(state => state.Key, state => state.Sum(group => group.Count)),
            groups.GroupBy(group => group.Key.Group).ToDictionary(name => name.Key, name => name.Sum(group => group.Count)));
    }
}
