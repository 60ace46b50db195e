using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>A resource is not well while an alert about it fires that nobody silenced; notes of severity info do not count.</summary>
internal sealed class AlertSignal(SreDbContext context) : IHealthSignal
{
    public async Task<IReadOnlyDictionary<Guid, ResourceHealth>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var firing = await context.Set<Alert>().AsNoTracking()
            .Where(alert => alert.Status == AlertStatus.Firing && alert.ResourceId != null && alert.Suppression == null)
            .Where(alert => alert.Severity == AlertSeverity.Critical || alert.Severity == AlertSeverity.Warning)
            .GroupBy(alert => new { alert.ResourceId, alert.Rule, alert.Severity })
            .Select(group => new { group.Key.ResourceId, group.Key.Rule, group.Key.Severity, StartsAt = group.Min(alert => alert.StartsAt) })
            .ToListAsync(cancellationToken);
        return firing
            .GroupBy(alert => alert.ResourceId!.Value)
            .ToDictionary(group => group.Key, group =>
            {
                var worst = group.OrderByDescending(alert => alert.Severity).ThenBy(alert => alert.StartsAt).First();
                return new ResourceHealth(HealthState.Degraded, HealthReason.AlertFiring, worst.StartsAt, worst.Rule);
            });
    }
}
