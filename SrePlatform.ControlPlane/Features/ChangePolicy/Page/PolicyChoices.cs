using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Page;

/// <summary>Names that a form offers while typing: those of what its reader sees.</summary>
internal static class PolicyChoices
{
    public static async Task<(IReadOnlyList<string> Teams, IReadOnlyList<string> Environments)> ReadAsync(SreDbContext context, Scope scope, int most, CancellationToken cancellationToken)
    {
        var resources = context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.RetiredAt == null);
        return (
            await resources.Where(resource => resource.Team != "").Select(resource => resource.Team).Distinct().OrderBy(name => name).Take(most).ToListAsync(cancellationToken),
            await resources.Where(resource => resource.Environment != "").Select(resource => resource.Environment).Distinct().OrderBy(name => name).Take(most).ToListAsync(cancellationToken));
    }
}
