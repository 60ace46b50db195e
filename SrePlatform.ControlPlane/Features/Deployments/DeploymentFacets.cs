using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>What the page of deployments says and offers to filter by, over the last thirty days.</summary>
internal sealed record DeploymentCounts(bool Any, int LastDay, DateTimeOffset? Latest, IReadOnlyDictionary<string, int> Services, IReadOnlyDictionary<DeploymentStatus, int> Statuses);

/// <summary>Counts deployments.</summary>
internal sealed class DeploymentFacets(SreDbContext context, TimeProvider time)
{
    public async Task<DeploymentCounts> ReadAsync(Scope scope, CancellationToken cancellationToken)
    {
        var (month, day) = (time.GetUtcNow().AddDays(-30), time.GetUtcNow().AddDays(-1));
        var all = context.Set<Deployment>().AsNoTracking().In(scope, context);
        var groups = await all.Where(deployment => deployment.DeployedAt >= month)
            .GroupBy(deployment => new { deployment.Service, deployment.Status })
            .Select(group => new { group.Key.Service, group.Key.Status, Count = group.Count(), Today = group.Count(deployment => deployment.DeployedAt >= day), Latest = group.Max(deployment => deployment.DeployedAt) })
            .ToListAsync(cancellationToken);
        return new(
            groups.Count > 0 || await all.AnyAsync(cancellationToken),
            groups.Sum(group => group.Today),
            groups.Count > 0 ? groups.Max(group => group.Latest) : null,
            groups.GroupBy(group => group.Service).ToDictionary(service => service.Key, service => service.Sum(group => group.Count)),
            groups.GroupBy(group => group.Status).ToDictionary(status => status.Key, status => status.Sum(group => group.Count)));
    }
}
