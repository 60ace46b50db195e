using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>An alert of a rule.</summary>
internal sealed record RuleAlert(Guid Id, AlertStatus Status, string? Target, string? Summary, DateTimeOffset StartsAt, DateTimeOffset? EndsAt, Guid? IncidentId);

/// <summary>What rules have fired, by their names.</summary>
internal sealed class FiringRules(SreDbContext context)
{
    private const int MostAlerts = 20;

    public async Task<IReadOnlyDictionary<string, int>> CountAsync(Scope scope, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        await context.Set<Alert>().AsNoTracking().In(scope, context)
            .Where(alert => alert.Status == AlertStatus.Firing && names.Contains(alert.Rule))
            .GroupBy(alert => alert.Rule)
            .Select(group => new { Rule = group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Rule, group => group.Count, cancellationToken);

    /// <summary>The latest alerts of a rule, firing ones first.</summary>
    public async Task<IReadOnlyList<RuleAlert>> LatestAsync(Scope scope, string name, CancellationToken cancellationToken)
    {
        var alerts = await context.Set<Alert>().AsNoTracking().In(scope, context)
            .Where(alert => alert.Rule == name)
            .OrderBy(alert => alert.Status == AlertStatus.Firing ? 0 : 1).ThenByDescending(alert => alert.StartsAt)
            .Take(MostAlerts)
            .ToListAsync(cancellationToken);
        return [.. alerts.Select(alert => new RuleAlert(alert.Id, alert.Status, alert.Resource ?? alert.Service, alert.Annotations.GetValueOrDefault("summary"), alert.StartsAt, alert.EndsAt, alert.IncidentId))];
    }
}
