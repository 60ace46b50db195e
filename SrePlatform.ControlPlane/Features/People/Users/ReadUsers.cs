using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.People.Groups;
using SrePlatform.ControlPlane.Features.People.Teams;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.People.Users;

/// <summary>A person in the list of users.</summary>
internal sealed record UserRow(string Sub, string Name, string? Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Groups, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt);

/// <summary>A team that a person is in, and why.</summary>
/// <param name="ByProvider">By a group of the identity provider; else somebody put them there.</param>
internal sealed record Membership(string Team, bool ByProvider, TeamRole? Role, bool Manages);

/// <summary>A group that a person sees, and through which of their teams.</summary>
internal sealed record GrantedGroup(Guid Id, string Name, string Team, string Through);

/// <summary>Everything that decides what a person may see and do.</summary>
internal sealed record EffectiveAccess(UserProfile Profile, Scope Scope, IReadOnlyList<Membership> Memberships, IReadOnlyList<GrantedGroup> Groups, int Resources, int AllResources)
{
    public bool IsAdministrator => Profile.Roles.Contains(Roles.SuperAdmin);

    public bool MayManage => IsAdministrator || Profile.Roles.Contains(Roles.TeamManager);

    public bool MayOperate => MayManage || Profile.Roles.Contains(Roles.TeamMember);
}

/// <summary>Lists the people who have signed in, and works out what one of them may see and do.</summary>
internal sealed class ReadUsers(SreDbContext context, ScopeResolver scopes)
{
    public async Task<Page<UserRow>> ListAsync(string? search, int limit, string? after, CancellationToken cancellationToken)
    {
        var users = context.Set<UserProfile>().AsNoTracking();
        if (search is { Length: > 0 })
        {
            var pattern = LikePattern.Containing(search);
            users = users.Where(user => EF.Functions.ILike(user.Name, pattern, @"\") || EF.Functions.ILike(user.Email!, pattern, @"\"));
        }

        if (after is not null)
        {
            users = users.Where(user => EF.Functions.GreaterThan(ValueTuple.Create(user.Sub), ValueTuple.Create(after)));
        }

        var rows = await users.OrderBy(user => user.Sub).Take(limit + 1)
            .Select(user => new UserRow(user.Sub, user.Name, user.Email, user.Roles, user.Groups, user.FirstSeenAt, user.LastSeenAt)).ToListAsync(cancellationToken);
        return rows.Count > limit ? new([.. rows.Take(limit)], rows[limit - 1].Sub) : new(rows, null);
    }

    public Task<int> CountAsync(CancellationToken cancellationToken) => context.Set<UserProfile>().CountAsync(cancellationToken);

    public async Task<EffectiveAccess?> AccessAsync(string sub, CancellationToken cancellationToken)
    {
        if (await context.Set<UserProfile>().AsNoTracking().SingleOrDefaultAsync(user => user.Sub == sub, cancellationToken) is not { } profile)
        {
            return null;
        }

        var scope = await scopes.OfProfileAsync(profile, cancellationToken);
        var rows = await context.Set<Team>().AsNoTracking()
            .Select(team => new { team.Name, Member = context.Set<TeamMember>().Where(member => member.TeamId == team.Id && member.Sub == sub).Select(member => (TeamRole?)member.Role).FirstOrDefault() })
            .Where(team => team.Member != null || profile.Groups.Contains(team.Name))
            .OrderBy(team => team.Name).ToListAsync(cancellationToken);
        var memberships = rows.ConvertAll(team => new Membership(team.Name, team.Member is null, team.Member, scope.Manages(team.Name)));
        var teams = rows.ConvertAll(team => team.Name);
        var groups = await context.Set<ResourceGroup>().AsNoTracking().Where(group => scope.Groups.Contains(group.Id)).OrderBy(group => group.Name).ToListAsync(cancellationToken);
        var grants = await context.Set<ResourceGroupGrant>().AsNoTracking().Where(grant => scope.Groups.Contains(grant.GroupId) && teams.Contains(grant.Team)).ToListAsync(cancellationToken);
        return new(
            profile, scope, memberships,
            groups.ConvertAll(group => new GrantedGroup(group.Id, group.Name, group.Team, Through(group, groups, grants, teams))),
            await context.Set<Resource>().In(scope, context).CountAsync(resource => resource.RetiredAt == null, cancellationToken),
            await context.Set<Resource>().CountAsync(resource => resource.RetiredAt == null, cancellationToken));
    }

    /// <summary>The team that owns the group or was granted it, or the group above by which it came.</summary>
    private static string Through(ResourceGroup group, List<ResourceGroup> groups, List<ResourceGroupGrant> grants, List<string> teams) =>
        teams.Contains(group.Team) ? group.Team
        : grants.Find(grant => grant.GroupId == group.Id)?.Team
        ?? groups.Find(above => above.Id == group.ParentId)?.Name ?? "";
}
