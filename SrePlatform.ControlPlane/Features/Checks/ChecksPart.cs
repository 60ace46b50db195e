using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>The checks of a resource, as its page shows them.</summary>
internal sealed record ShownChecks(Resource Resource, IReadOnlyList<ResourceCheck> Checks, bool MayManage, int RefreshSeconds);

/// <summary>The card of checks on a resource's page.</summary>
internal sealed class ChecksPart(SreDbContext context, ScrapeInterval interval) : IResourcePart
{
    public int Order => 10;

    public string View => "/Features/Checks/_Checks.cshtml";

    public async Task<object?> LoadAsync(Resource resource, Scope scope, bool mayManage, CancellationToken cancellationToken) => await ReadAsync(resource, mayManage, cancellationToken);

    public async Task<ShownChecks> ReadAsync(Resource resource, bool mayManage, CancellationToken cancellationToken) => new(
        resource,
        await context.Set<ResourceCheck>().AsNoTracking().Where(check => check.ResourceId == resource.Id).OrderBy(check => check.Name).ToListAsync(cancellationToken),
        mayManage,
        (int)Math.Clamp(interval.Value.TotalSeconds, 5, 30));
}
