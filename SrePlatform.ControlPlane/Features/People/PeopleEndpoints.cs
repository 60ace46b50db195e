using SrePlatform.ControlPlane.Features.People.Groups;
using SrePlatform.ControlPlane.Features.People.Teams;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.People;

/// <summary>A team as the API shows it.</summary>
internal sealed record TeamResponse(Guid Id, string Name, string? Description, int Members, int Resources);

/// <summary>The teams that the caller sees.</summary>
internal sealed record TeamList(IReadOnlyList<TeamResponse> Items);

/// <summary>A group of resources as the API shows it.</summary>
internal sealed record ResourceGroupResponse(Guid Id, string Name, string Team, Guid? ParentId, string? Description, int Resources, IReadOnlyList<string> GrantedTeams);

/// <summary>The groups that the caller sees, each after the one above it.</summary>
internal sealed record ResourceGroupList(IReadOnlyList<ResourceGroupResponse> Items);

/// <summary><c>/api/v1/teams</c> and <c>/api/v1/resource-groups</c>, read-only.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeopleApi(this WebApplication app)
    {
        app.MapApi("teams").WithTags("People").MapGet("", Teams).RequireAuthorization(Policies.Context).WithName("ListTeams").WithSummary("Teams by name.").ExcludeFromDescription();
        app.MapApi("resource-groups").WithTags("People").MapGet("", Groups).RequireAuthorization(Policies.Context).WithName("ListResourceGroups").WithSummary("Groups of resources, with who else sees them.").ExcludeFromDescription();
    }

    private static async Task<TeamList> Teams(Scope scope, ReadTeams teams, CancellationToken cancellationToken) =>
        new([.. (await teams.ListAsync(scope, cancellationToken)).Select(team => new TeamResponse(team.Id, team.Name, team.Description, team.Members, team.Resources))]);

    private static async Task<ResourceGroupList> Groups(Scope scope, ReadGroups groups, CancellationToken cancellationToken) =>
        new([.. (await groups.TreeAsync(scope, cancellationToken)).Select(group => new ResourceGroupResponse(group.Id, group.Name, group.Team, group.ParentId, group.Description, group.Resources, group.Grants))]);
}
