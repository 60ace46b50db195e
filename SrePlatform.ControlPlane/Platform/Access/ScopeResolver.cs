using System.Security.Claims;
using Npgsql;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Platform.Access;

/// <summary>Works out what a person may see, from their role, their teams and what groups grant; one query per request.</summary>
internal sealed class ScopeResolver(NpgsqlDataSource database)
{
    // A person is in a team by membership, or because the identity provider has them in a group of the team's name.
    // Groups count if the team owns them or was granted them, with everything below.
    private const string Sql =
        """
        WITH RECURSIVE mine AS (
            SELECT t.name, bool_or(coalesce(m.role = 'manager', $4)) AS manages
            FROM control.team t LEFT JOIN control.team_member m ON m.team_id = t.id AND m.sub = $1
            WHERE m.sub IS NOT NULL OR t.name = ANY($2) OR t.name = ANY($3)
            GROUP BY t.name
        ),
        granted AS (
            SELECT g.id FROM control.resource_group g
            WHERE g.team IN (SELECT name FROM mine) OR EXISTS (SELECT FROM control.resource_group_grant r WHERE r.group_id = g.id AND r.team IN (SELECT name FROM mine))
            UNION
            SELECT g.id FROM control.resource_group g JOIN granted ON g.parent_id = granted.id
        ),
        grantee AS (
            SELECT 't:' || name AS name FROM mine UNION ALL SELECT 'g:' || id FROM granted
        )
        SELECT EXISTS (SELECT FROM control.team),
               ARRAY(SELECT name::text FROM mine ORDER BY name),
               ARRAY(SELECT name::text FROM mine WHERE manages ORDER BY name),
               ARRAY(SELECT id FROM granted ORDER BY id),
               ARRAY(SELECT DISTINCT service::text FROM control.resource_access WHERE grantee IN (SELECT name FROM grantee) ORDER BY 1)
        """;

    public Task<Scope> OfPersonAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var name = Actor.From(person).Name;
        return ApiTokenAuthentication.SeesAll(person)
            ? Task.FromResult(Scope.AllOf(name))
            : ReadAsync(name, person.FindFirstValue("sub") ?? "", GroupsOf(person), [], person.IsInRole(Roles.TeamManager), cancellationToken);
    }

    /// <summary>What somebody sees who is not here, by what was known at their last sign-in.</summary>
    public Task<Scope> OfProfileAsync(UserProfile profile, CancellationToken cancellationToken) => profile.Roles.Contains(Roles.SuperAdmin)
        ? Task.FromResult(Scope.AllOf(profile.Name))
        : ReadAsync(profile.Name, profile.Sub, profile.Groups, [], profile.Roles.Contains(Roles.TeamManager), cancellationToken);

    /// <summary>What members of these teams see, whoever they are; they manage nothing.</summary>
    public Task<Scope> OfTeamsAsync(string person, IReadOnlyList<string> teams, CancellationToken cancellationToken) =>
        ReadAsync(person, "", [], teams, isManager: false, cancellationToken);

    private async Task<Scope> ReadAsync(
        string person, string sub, IReadOnlyList<string> providerGroups, IReadOnlyList<string> teams, bool isManager, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = sub });
        command.Parameters.Add(new() { Value = providerGroups.ToArray() });
        command.Parameters.Add(new() { Value = teams.ToArray() });
        command.Parameters.Add(new() { Value = isManager });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (!row.GetBoolean(0))
        {
            return Scope.AllOf(person);
        }

        var own = row.GetFieldValue<string[]>(1);
        var groups = row.GetFieldValue<Guid[]>(3);
        return new Scope
        {
            Person = person,
            Teams = own,
            ManagedTeams = isManager ? row.GetFieldValue<string[]>(2) : [],
            Groups = groups,
            Grantees = [.. own.Select(ResourceAccess.OfTeam), .. groups.Select(ResourceAccess.OfGroup)],
            Services = row.GetFieldValue<string[]>(4),
        };
    }

    /// <summary>The identity provider writes <c>/shop</c> or <c>shop</c>.</summary>
    private static string[] GroupsOf(ClaimsPrincipal person) =>
        [.. person.FindAll("groups").Select(claim => claim.Value.TrimStart('/')).Distinct(StringComparer.Ordinal)];
}
