using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
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

/// <summary>A service of the topology and what fires for it.</summary>
/// <param name="Alerts">How many alerts fire about its resources, or about itself.</param>
internal sealed record ServiceStatus(string Service, ServiceState State, int Alerts);

internal sealed record ServiceResource(Guid Id, string Name, HealthState Health);

/// <summary>
/// Judges services by their resources and alerts. All of them cost two small queries at most, since the topology knows whose resources are
/// whose and the board knows their health.
/// </summary>
internal sealed class ServiceHealth(SreDbContext context, ResourceHealthBoard board, ResourceAlerts alerts)
{
    private const int MostResources = 100;

    public async Task<IReadOnlyDictionary<string, ServiceStatus>> ReadAsync(Scope scope, IReadOnlyList<TopologyNode> nodes, CancellationToken cancellationToken)
    {
        var seen = scope.IsAll
            ? null
            : (await context.Set<ResourceAccess>().Where(access => scope.Grantees.Contains(access.Grantee)).Select(access => access.ResourceId).ToListAsync(cancellationToken)).ToHashSet();
        var snapshot = await board.GetAsync(cancellationToken);
        var firing = await alerts.FiringAsync(scope, cancellationToken);
        var ofResource = firing.Where(alert => alert.ResourceId is not null).ToLookup(alert => alert.ResourceId!.Value);
        var ofService = firing.Where(alert => alert.ResourceId is null).ToLookup(alert => alert.Service!, StringComparer.Ordinal);
        return nodes.ToDictionary(node => node.Service, node =>
        {
            var own = node.ResourceIds.Where(id => seen is null || seen.Contains(id)).ToList();
            var counts = own.SelectMany(id => ofResource[id]).Concat(ofService[node.Service]).ToList();
            return new ServiceStatus(
                node.Service, Decide([.. own.Select(id => snapshot.States.GetValueOrDefault(id, HealthState.Unknown))], [.. counts.Select(count => count.Severity)]), counts.Sum(count => count.Count));
        }, StringComparer.Ordinal);
    }

    /// <summary>The resources of one service by name.</summary>
    public async Task<IReadOnlyList<ServiceResource>> ResourcesAsync(Scope scope, string service, CancellationToken cancellationToken)
    {
        var resources = await context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.RetiredAt == null && resource.Service == service)
            .OrderBy(resource => resource.Name).Take(MostResources).ToListAsync(cancellationToken);
        var snapshot = await board.GetAsync(cancellationToken);
        return resources.ConvertAll(resource => new ServiceResource(resource.Id, resource.Name, snapshot.Of(resource).State));
    }

    internal static ServiceState Decide(IReadOnlyList<HealthState> resources, IReadOnlyList<AlertSeverity> alerts)
    {
        if (alerts.Contains(AlertSeverity.Critical) || (resources.Count > 0 && resources.All(health => health is HealthState.Down)))
        {
            return ServiceState.Critical;
        }

        if (alerts.Contains(AlertSeverity.Warning) || resources.Any(health => health is HealthState.Down or HealthState.Stale or HealthState.Degraded))
        {
            return ServiceState.Warning;
        }

        return resources.Any(health => health is HealthState.Up) ? ServiceState.Healthy : ServiceState.Unknown;
    }
}
