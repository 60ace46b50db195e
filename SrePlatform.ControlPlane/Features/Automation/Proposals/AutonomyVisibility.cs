using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>Who sees how far a runbook may go: the team that answers for it, and everybody where none does.</summary>
internal static class AutonomyVisibility
{
    public static IQueryable<Autonomy> In(this IQueryable<Autonomy> pairs, Scope scope) =>
        scope.IsAll ? pairs : pairs.Where(pair => pair.Team == null || scope.Teams.Contains(pair.Team));

    public static bool Sees(Scope scope, Autonomy pair) => scope.IsAll || pair.Team is null || scope.Teams.Contains(pair.Team, StringComparer.Ordinal);
}

/// <summary>Rows of pairs, held while they are changed, so that no count is lost.</summary>
internal static class AutonomyRows
{
    public static Task<Autonomy?> LockAsync(SreDbContext context, Guid id, CancellationToken cancellationToken) =>
        context.Set<Autonomy>().FromSql($"SELECT a.*, a.xmin FROM control.autonomy a WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(cancellationToken);

    public static Task<Autonomy?> LockAsync(SreDbContext context, string rule, string runbook, CancellationToken cancellationToken) =>
        context.Set<Autonomy>().FromSql($"SELECT a.*, a.xmin FROM control.autonomy a WHERE rule = {rule} AND runbook = {runbook} FOR UPDATE").SingleOrDefaultAsync(cancellationToken);
}
