using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>
/// Declares the resources of the configuration (<c>Seed:Targets</c>) by name, and retires those that it no longer names,
/// so that what is not started today raises no alert.
/// </summary>
internal sealed class ResourceSeed(TimeProvider time) : IDatabaseSeed
{
    public int Order => 20;

    public async Task SeedAsync(SreDbContext context, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var targets = SeedTargets.Read(configuration).ToDictionary(draft => draft.Name!, StringComparer.Ordinal);
        var names = targets.Keys.ToList();
        var known = await context.Set<Resource>()
            .Where(resource => names.Contains(resource.Name) || resource.Origin == ResourceOrigin.Declared)
            .ToDictionaryAsync(resource => resource.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var (name, draft) in targets)
        {
            if (known.TryGetValue(name, out var resource))
            {
                resource.Declare(draft with { Labels = resource.Labels }, now);
            }
            else
            {
                context.Add(Resource.Create(draft, ResourceOrigin.Declared, now));
            }
        }

        foreach (var resource in known.Values.Where(resource => resource.Origin is ResourceOrigin.Declared && !targets.ContainsKey(resource.Name)))
        {
            resource.Retire(now);
        }
    }
}
