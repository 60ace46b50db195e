using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.People.Teams;

/// <summary>Makes and ends teams, for administrators, and says who is in one, for its managers too.</summary>
internal sealed class EditTeams(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Team>> CreateAsync(string? name, string? description, Actor actor, CancellationToken cancellationToken)
    {
        var (wanted, about) = (name?.Trim() ?? "", Blank(description));
        if (!TeamNames.IsValid(wanted))
        {
            return new ValidationFailure("name", $"Give 1 to {TeamNames.Longest} letters, digits, spaces and . _ : / @ ( ) + -, beginning and ending with a letter or digit.");
        }

        if (about?.Length > TeamNames.LongestDescription)
        {
            return new ValidationFailure("description", $"Give at most {TeamNames.LongestDescription} characters.");
        }

        var team = new Team(wanted, about, time.GetUtcNow());
        context.Add(team);
        audit.Add(context, actor, new("team.created", "team", team.Name));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return team;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: TeamConfiguration.UniqueName })
        {
            return new ValidationFailure("name", "There is a team of this name.");
        }
    }

    public async Task<Outcome<Done>> DeleteAsync(string name, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<Team>().SingleOrDefaultAsync(team => team.Name == name, cancellationToken) is not { } team)
        {
            return new TeamNotFound();
        }

        context.Remove(team);
        audit.Add(context, actor, new("team.deleted", "team", team.Name));
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    /// <summary>Puts somebody into a team, or changes what they are in it.</summary>
    public async Task<Outcome<Done>> SetMemberAsync(string name, string? person, TeamRole role, Scope scope, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, scope, cancellationToken);
        if (!found.TryGet(out var team, out var failure))
        {
            return failure;
        }

        var wanted = person?.Trim() ?? "";
        var profile = await context.Set<UserProfile>().AsNoTracking().OrderByDescending(known => known.LastSeenAt)
            .FirstOrDefaultAsync(known => known.Name == wanted || known.Sub == wanted, cancellationToken);
        if (profile is null)
        {
            return new ValidationFailure("person", "Nobody of this name has signed in yet.");
        }

        if (await context.Set<TeamMember>().SingleOrDefaultAsync(member => member.TeamId == team.Id && member.Sub == profile.Sub, cancellationToken) is { } known)
        {
            known.Become(role);
        }
        else
        {
            context.Add(new TeamMember(team.Id, profile.Sub, role, time.GetUtcNow()));
        }

        audit.Add(context, actor, new("team.member_set", "team", team.Name) { Details = new Dictionary<string, string> { ["person"] = profile.Name, ["role"] = EnumsAsText.ToText(role) } });
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    public async Task<Outcome<Done>> RemoveMemberAsync(string name, string sub, Scope scope, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, scope, cancellationToken);
        if (!found.TryGet(out var team, out var failure))
        {
            return failure;
        }

        if (await context.Set<TeamMember>().SingleOrDefaultAsync(member => member.TeamId == team.Id && member.Sub == sub, cancellationToken) is not { } member)
        {
            return new PersonNotFound();
        }

        context.Remove(member);
        audit.Add(context, actor, new("team.member_removed", "team", team.Name) { Details = new Dictionary<string, string> { ["person"] = sub } });
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private async Task<Outcome<Team>> FindAsync(string name, Scope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsAll && !scope.Teams.Contains(name, StringComparer.Ordinal))
        {
            return new TeamNotFound();
        }

        if (await context.Set<Team>().AsNoTracking().SingleOrDefaultAsync(team => team.Name == name, cancellationToken) is not { } team)
        {
            return new TeamNotFound();
        }

        return scope.Manages(team.Name) ? team : new NotYourTeam();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
