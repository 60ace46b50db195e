using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Counts resources by kind and health as <c>sre_resources</c>.</summary>
internal sealed class ResourceSeries(SreDbContext context, ResourceHealthBoard health) : ICustomMetricSource
{
    public async Task<IReadOnlyList<CustomMetric>> CollectAsync(CancellationToken cancellationToken)
    {
        var resources = await context.Set<Resource>().AsNoTracking()
            .Where(resource => resource.RetiredAt == null)
            .Select(resource => new { resource.Id, resource.Kind, HasAddress = resource.Address != null })
            .ToListAsync(cancellationToken);
        var snapshot = await health.GetAsync(cancellationToken);
        return
        [
            .. resources.GroupBy(resource => (resource.Kind, snapshot.Of(resource.Id, resource.HasAddress, isRetired: false).State))
                .Select(group => new CustomMetric(
                    "sre_resources",
                    [new("kind", EnumsAsText.ToText(group.Key.Kind)), new("health", EnumsAsText.ToText(group.Key.State))],
                    group.Count())),
        ];
    }
}
