using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.People.Groups;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Home;

/// <summary>How many resources a group or team has, and how many of them do not answer.</summary>
/// <param name="Name">Of the group, or of the team where there are no groups.</param>
/// <param name="Address">The list of its resources.</param>
internal sealed record GroupHealth(string Name, string Address, int Total, int Down, int Stale)
{
    public string Health => Total == 0 ? "unknown" : Down == Total ? "critical" : Down > 0 || Stale > 0 ? "warning" : "healthy";
}

/// <summary>Counts resources by owner team and by group.</summary>
internal sealed class ReadGroupHealth(SreDbContext context, ResourceHealthBoard board)
{
    private const int Most = 24;

    public async Task<IReadOnlyList<GroupHealth>> RunAsync(Scope scope, CancellationToken cancellationToken)
    {
        var snapshot = await board.GetAsync(cancellationToken);
        var (down, stale) = (snapshot.WithState(HealthState.Down).ToList(), snapshot.WithState(HealthState.Stale).ToList());
        var resources = context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.RetiredAt == null);
        var teams = await resources.GroupBy(resource => resource.Team)
            .Select(team => new
            {
                Name = team.Key,
                Total = team.Count(),
                Down = team.Count(resource => down.Contains(resource.Id)),
                Stale = team.Count(resource => stale.Contains(resource.Id)),
            })
            .OrderBy(team => team.Name).Take(Most).ToListAsync(cancellationToken);
        var groups = await (
            from member in context.Set<ResourceGroupMember>()
            join owned in context.Set<ResourceGroup>() on member.GroupId equals owned.Id
            join resource in resources on member.ResourceId equals resource.Id
            group resource by new { owned.Id, owned.Name } into inside
            orderby inside.Key.Name
            select new
            {
                inside.Key.Id,
                inside.Key.Name,
                Total = inside.Count(),
                Down = inside.Count(resource => down.Contains(resource.Id)),
                Stale = inside.Count(resource => stale.Contains(resource.Id)),
            }).Take(Most).ToListAsync(cancellationToken);
        return
        [
            .. groups.Select(one => new GroupHealth(one.Name, $"/resources?group={one.Id}", one.Total, one.Down, one.Stale)),
            .. teams.Where(team => groups.All(one => one.Name != team.Name))
                .Select(one => new GroupHealth(one.Name, $"/resources?team={Uri.EscapeDataString(one.Name)}", one.Total, one.Down, one.Stale)),
        ];
    }
}
