using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Deployments;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Services;

/// <summary>A row of the list of services.</summary>
internal sealed record ServiceRow(string Service, int Resources, int Down, IReadOnlyList<string> Teams, Criticality Criticality, IReadOnlyList<RunningVersion> Versions);

/// <summary>Services are what resources say that they belong to; this reads them a page at a time by name.</summary>
internal sealed class ReadServices(SreDbContext context, ResourceHealthBoard board)
{
    public async Task<Page<ServiceRow>> ListAsync(Scope scope, string? search, string? after, CancellationToken cancellationToken)
    {
        var resources = context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.RetiredAt == null);
        if (search is not null)
        {
            var pattern = LikePattern.Containing(search);
            resources = resources.Where(resource => EF.Functions.ILike(resource.Service, pattern, @"\"));
        }

#pragma warning disable CA1309 // The database compares.
        var names = await resources.Where(resource => after == null || string.Compare(resource.Service, after) > 0)
            .Select(resource => resource.Service).Distinct().OrderBy(service => service).Take(PageRequest.DefaultLimit + 1).ToListAsync(cancellationToken);
#pragma warning restore CA1309
        var shown = names.Take(PageRequest.DefaultLimit).ToList();
        var parts = await resources.Where(resource => shown.Contains(resource.Service))
            .Select(resource => new { resource.Id, resource.Service, resource.Team, resource.Criticality }).ToListAsync(cancellationToken);
        var versions = (await VersionsAsync(scope, shown, cancellationToken)).ToLookup(version => version.Last.Service, StringComparer.Ordinal);
        var snapshot = await board.GetAsync(cancellationToken);
        var rows = parts.GroupBy(part => part.Service).OrderBy(group => shown.IndexOf(group.Key)).Select(group => new ServiceRow(
            group.Key, group.Count(), group.Count(part => snapshot.States.GetValueOrDefault(part.Id, HealthState.Unknown) is HealthState.Down),
            [.. group.Select(part => part.Team).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], group.Max(part => part.Criticality), [.. versions[group.Key]]));
        return new([.. rows], names.Count > shown.Count ? shown[^1] : null);
    }

    /// <summary>What runs in each environment.</summary>
    public async Task<IReadOnlyList<RunningVersion>> VersionsAsync(Scope scope, IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        var last = await context.Set<Deployment>().AsNoTracking().In(scope, context).Where(deployment => services.Contains(deployment.Service))
            .GroupBy(deployment => new { deployment.Service, deployment.Environment })
            .Select(group => group.OrderByDescending(deployment => deployment.DeployedAt).ThenByDescending(deployment => deployment.Id).First())
            .ToListAsync(cancellationToken);
        return [.. last.OrderBy(deployment => deployment.Service, StringComparer.Ordinal).ThenBy(deployment => deployment.Environment, StringComparer.Ordinal).Select(RunningVersion.Of)];
    }

    public async Task<DeploymentRecord> RecordAsync(Scope scope, string service, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var counts = await context.Set<Deployment>().AsNoTracking().In(scope, context)
            .Where(deployment => deployment.Service == service && deployment.DeployedAt >= since)
            .GroupBy(deployment => deployment.Status)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return new(counts.Values.Sum(), counts.GetValueOrDefault(DeploymentStatus.Failed), counts.GetValueOrDefault(DeploymentStatus.RolledBack));
    }
}
