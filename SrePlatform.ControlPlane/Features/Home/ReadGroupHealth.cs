using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.People.Groups;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Home;

/// <summary>How many resources a group or team has, how many of them do not answer, and how many have alerts of their own or of their service.</summary>
/// <param name="Name">Of the group, or of the team where there are no groups.</param>
/// <param name="Address">The list of its resources.</param>
/// <param name="Silent">Resources that do not answer, or that nobody has asked for a while.</param>
/// <param name="Critical">Resources that a critical alert is about, by name or through their service.</param>
/// <param name="Alerted">Resources that an alert of severity critical or warning is about.</param>
internal sealed record GroupHealth(string Name, string Address, int Total, int Down, int Silent, int Critical, int Alerted)
{
    public string Health => Total == 0 ? "unknown" : Down == Total || Critical > 0 ? "critical" : Silent > 0 || Alerted > 0 ? "warning" : "healthy";
}

/// <summary>Counts resources by owner team and by group.</summary>
internal sealed class ReadGroupHealth(SreDbContext context, ResourceHealthBoard board, ResourceAlerts alerts)
{
    private const int Most = 24;

    public async Task<IReadOnlyList<GroupHealth>> RunAsync(Scope scope, CancellationToken cancellationToken)
    {
        var snapshot = await board.GetAsync(cancellationToken);
        var firing = await alerts.FiringAsync(scope, cancellationToken);
        var critical = About(firing.Where(alert => alert.Severity is AlertSeverity.Critical));
        var alerted = About(firing.Where(alert => alert.Severity is AlertSeverity.Critical or AlertSeverity.Warning));
        var down = snapshot.WithState(HealthState.Down).ToList();
        List<Guid> silent = [.. down, .. snapshot.WithState(HealthState.Stale)];
        var resources = context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.RetiredAt == null);
        var judged = resources.Select(resource => new
        {
            resource.Id,
            resource.Team,
            Down = down.Contains(resource.Id) ? 1 : 0,
            Silent = silent.Contains(resource.Id) ? 1 : 0,
            Critical = critical.Resources.Contains(resource.Id) || critical.Services.Contains(resource.Service) ? 1 : 0,
            Alerted = alerted.Resources.Contains(resource.Id) || alerted.Services.Contains(resource.Service) ? 1 : 0,
        });
        var teams = await judged.GroupBy(resource => resource.Team)
            .Select(team => new
            {
                Name = team.Key,
                Total = team.Count(),
                Down = team.Sum(resource => resource.Down),
                Silent = team.Sum(resource => resource.Silent),
                Critical = team.Sum(resource => resource.Critical),
                Alerted = team.Sum(resource => resource.Alerted),
            })
            .OrderBy(team => team.Name).Take(Most).ToListAsync(cancellationToken);
        var groups = await (
            from member in context.Set<ResourceGroupMember>()
            join owned in context.Set<ResourceGroup>() on member.GroupId equals owned.Id
            join resource in judged on member.ResourceId equals resource.Id
            group resource by new { owned.Id, owned.Name } into inside
            orderby inside.Key.Name
            select new
            {
                inside.Key.Id,
                inside.Key.Name,
                Total = inside.Count(),
                Down = inside.Sum(resource => resource.Down),
                Silent = inside.Sum(resource => resource.Silent),
                Critical = inside.Sum(resource => resource.Critical),
                Alerted = inside.Sum(resource => resource.Alerted),
            }).Take(Most).ToListAsync(cancellationToken);
        return
        [
            .. groups.Select(one => new GroupHealth(one.Name, $"/resources?group={one.Id}", one.Total, one.Down, one.Silent, one.Critical, one.Alerted)),
            .. teams.Where(team => groups.All(one => one.Name != team.Name))
                .Select(one => new GroupHealth(one.Name, $"/resources?team={Uri.EscapeDataString(one.Name)}", one.Total, one.Down, one.Silent, one.Critical, one.Alerted)),
        ];
    }

    private static (List<Guid> Resources, List<string> Services) About(IEnumerable<FiringCount> firing)
    {
        var alerts = firing.ToLookup(alert => alert.ResourceId is not null);
        return ([.. alerts[true].Select(alert => alert.ResourceId!.Value)], [.. alerts[false].Select(alert => alert.Service!)]);
    }
}
