using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>How a service is, for its colour. The words are those of the badge <c>health</c>.</summary>
internal enum ServiceState
{
    Unknown,
    Healthy,
    Warning,
    Critical,
}

/// <summary>A service of the topology with its resources and what fires.</summary>
internal sealed record ServiceStatus(string Service, ServiceState State, int Alerts, IReadOnlyList<ServiceResource> Resources);

internal sealed record ServiceResource(Guid Id, string Name, HealthState Health);

/// <summary>Judges services by their resources and alerts.</summary>
internal sealed class ServiceHealth(SreDbContext context, ResourceHealthBoard board, ResourceAlerts alerts)
{
    public async Task<IReadOnlyDictionary<string, ServiceStatus>> ReadAsync(Scope scope, IReadOnlyList<TopologyNode> nodes, CancellationToken cancellationToken)
    {
        var services = nodes.Select(node => node.Service).ToList();
        var resources = await context.Set<Resource>().AsNoTracking().In(scope, context)
            .Where(resource => resource.RetiredAt == null && services.Contains(resource.Service))
            .OrderBy(resource => resource.Name)
            .ToListAsync(cancellationToken);
        var snapshot = await board.GetAsync(cancellationToken);
        var firing = await alerts.CountAsync(scope, resources, cancellationToken);
        var byService = resources.ToLookup(resource => resource.Service, StringComparer.Ordinal);
        return services.ToDictionary(service => service, service =>
        {
            var own = byService[service].Select(resource => new ServiceResource(resource.Id, resource.Name, snapshot.Of(resource).State)).ToList();
            var counts = own.Select(resource => firing.GetValueOrDefault(resource.Id)).OfType<AlertCount>().ToList();
            return new ServiceStatus(service, Decide([.. own.Select(resource => resource.Health)], counts), counts.Select(count => count.Count).DefaultIfEmpty(0).Max(), own);
        }, StringComparer.Ordinal);
    }

    internal static ServiceState Decide(IReadOnlyList<HealthState> resources, IReadOnlyList<AlertCount> alerts)
    {
        if (alerts.Any(alert => alert.IsCritical) || (resources.Count > 0 && resources.All(health => health is HealthState.Down)))
        {
            return ServiceState.Critical;
        }

        if (alerts.Any(alert => alert.IsWarning) || resources.Any(health => health is HealthState.Down or HealthState.Stale or HealthState.Degraded))
        {
            return ServiceState.Warning;
        }

        return resources.Any(health => health is HealthState.Up) ? ServiceState.Healthy : ServiceState.Unknown;
    }
}
