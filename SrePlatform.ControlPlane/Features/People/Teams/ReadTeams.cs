using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.People.Groups;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.People.Teams;

/// <summary>A team in the list.</summary>
internal sealed record TeamRow(Guid Id, string Name, string? Description, int Members, int Resources);

/// <summary>Somebody in a team.</summary>
/// <param name="Role">Null for those who are in it by a group of the identity provider.</param>
internal sealed record MemberRow(string Sub, string Name, string? Email, TeamRole? Role, IReadOnlyList<string> Roles, DateTimeOffset LastSeenAt);

/// <summary>A team with all that is about it.</summary>
internal sealed record TeamView(TeamRow Team, IReadOnlyList<MemberRow> Members, IReadOnlyList<ResourceGroup> Owns, IReadOnlyList<ResourceGroup> Granted);

/// <summary>Reads teams: all for those who see everything, one's own for others.</summary>
internal sealed class ReadTeams(SreDbContext context)
{
    private const int Most = 500;

    public Task<List<TeamRow>> ListAsync(Scope scope, CancellationToken cancellationToken) =>
        Rows(Visible(scope).OrderBy(team => team.Name).Take(Most)).ToListAsync(cancellationToken);

    public async Task<TeamView?> FindAsync(Scope scope, string name, CancellationToken cancellationToken)
    {
        if (await Rows(Visible(scope).Where(row => row.Name == name)).SingleOrDefaultAsync(cancellationToken) is not { } team)
        {
            return null;
        }

        var byHand = await (
            from member in context.Set<TeamMember>()
            join user in context.Set<UserProfile>() on member.Sub equals user.Sub
            where member.TeamId == team.Id
            orderby user.Name
            select new MemberRow(user.Sub, user.Name, user.Email, member.Role, user.Roles, user.LastSeenAt)).Take(Most).ToListAsync(cancellationToken);
        var byProvider = await context.Set<UserProfile>().AsNoTracking()
            .Where(user => user.Groups.Contains(name) && !context.Set<TeamMember>().Any(member => member.TeamId == team.Id && member.Sub == user.Sub))
            .OrderBy(user => user.Name).Take(Most)
            .Select(user => new MemberRow(user.Sub, user.Name, user.Email, null, user.Roles, user.LastSeenAt)).ToListAsync(cancellationToken);
        var groups = context.Set<ResourceGroup>().AsNoTracking();
        return new(
            team, [.. byHand, .. byProvider],
            await groups.Where(group => group.Team == name).OrderBy(group => group.Name).Take(Most).ToListAsync(cancellationToken),
            await groups.Where(group => context.Set<ResourceGroupGrant>().Any(grant => grant.GroupId == group.Id && grant.Team == name)).OrderBy(group => group.Name).Take(Most).ToListAsync(cancellationToken));
    }

    private IQueryable<Team> Visible(Scope scope) => scope.IsAll
        ? context.Set<Team>().AsNoTracking()
        : context.Set<Team>().AsNoTracking().Where(team => scope.Teams.Contains(team.Name));

    private IQueryable<TeamRow> Rows(IQueryable<Team> teams) =>
        teams.Select(team => new TeamRow(
            team.Id, team.Name, team.Description,
            context.Set<UserProfile>().Count(user => user.Groups.Contains(team.Name) || context.Set<TeamMember>().Any(member => member.TeamId == team.Id && member.Sub == user.Sub)),
            context.Set<Resource>().Count(resource => resource.Team == team.Name && resource.RetiredAt == null)));
}
