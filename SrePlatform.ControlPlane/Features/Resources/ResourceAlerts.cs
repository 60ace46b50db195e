using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Firing alerts of one resource: how many, and how bad the worst is.</summary>
internal sealed record AlertCount(int Count, AlertSeverity Worst)
{
    public bool IsCritical => Worst is AlertSeverity.Critical;

    public bool IsWarning => Worst is AlertSeverity.Warning;
}

/// <summary>How many alerts of a severity fire about a resource, or about a service where they name no resource.</summary>
internal sealed record FiringCount(Guid? ResourceId, string? Service, AlertSeverity Severity, int Count);

/// <summary>A firing alert as a resource's page shows it.</summary>
internal sealed record ResourceAlert(Guid Id, string Rule, AlertSeverity Severity, string? Summary, DateTimeOffset StartsAt, Guid? IncidentId);

/// <summary>What fires for resources: alerts about the resource itself, and about its service where they name no resource.</summary>
internal sealed class ResourceAlerts(SreDbContext context)
{
    private const int MostAlerts = 50;

    public async Task<IReadOnlyDictionary<Guid, AlertCount>> CountAsync(Scope scope, IReadOnlyList<Resource> resources, CancellationToken cancellationToken)
    {
        var ids = resources.Select(resource => resource.Id).ToList();
        var services = resources.Select(resource => resource.Service).Distinct().ToList();
        var firing = await Counted(context.Set<Alert>().AsNoTracking().In(scope, context)
            .Where(alert => (alert.ResourceId != null && ids.Contains(alert.ResourceId.Value)) || (alert.ResourceId == null && alert.Service != null && services.Contains(alert.Service))))
            .ToListAsync(cancellationToken);
        var ofResource = firing.Where(alert => alert.ResourceId is not null).ToLookup(alert => alert.ResourceId!.Value);
        var ofService = firing.Where(alert => alert.ResourceId is null).ToLookup(alert => alert.Service!, StringComparer.Ordinal);
        var counts = new Dictionary<Guid, AlertCount>();
        foreach (var resource in resources)
        {
            var own = ofResource[resource.Id].Concat(ofService[resource.Service]).ToList();
            if (own.Count > 0)
            {
                counts[resource.Id] = new(own.Sum(alert => alert.Count), own.Max(alert => alert.Severity));
            }
        }

        return counts;
    }

    /// <summary>Everything that fires and is about a resource or a service, counted.</summary>
    public async Task<IReadOnlyList<FiringCount>> FiringAsync(Scope scope, CancellationToken cancellationToken) =>
        await Counted(context.Set<Alert>().AsNoTracking().In(scope, context).Where(alert => alert.ResourceId != null || alert.Service != null)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<ResourceAlert>> ListAsync(Scope scope, Resource resource, CancellationToken cancellationToken)
    {
        var alerts = await context.Set<Alert>().AsNoTracking().In(scope, context)
            .Where(alert => alert.Status == AlertStatus.Firing)
            .Where(alert => alert.ResourceId == resource.Id || (alert.ResourceId == null && alert.Service == resource.Service))
            .OrderByDescending(alert => alert.StartsAt)
            .Take(MostAlerts)
            .ToListAsync(cancellationToken);
        return [.. alerts.Select(alert => new ResourceAlert(alert.Id, alert.Rule, alert.Severity, alert.Annotations.GetValueOrDefault("summary"), alert.StartsAt, alert.IncidentId))];
    }

    private static IQueryable<FiringCount> Counted(IQueryable<Alert> alerts) => alerts
        .Where(alert => alert.Status == AlertStatus.Firing)
        .GroupBy(alert => new { alert.ResourceId, alert.Service, alert.Severity })
        .Select(group => new FiringCount(group.Key.ResourceId, group.Key.Service, group.Key.Severity, group.Count()));
}
