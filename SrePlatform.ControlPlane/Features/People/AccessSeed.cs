using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.People.Groups;
using SrePlatform.ControlPlane.Features.People.Teams;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.People;

/// <summary>
/// Adds what the configuration declares: teams (<c>Seed:Teams:n</c>), and groups (<c>Seed:Groups:n</c> with name, owner team, granted
/// team) that hold the declared resources of their team. What is there already is left as people made it.
/// </summary>
internal sealed class AccessSeed(TimeProvider time) : IDatabaseSeed
{
    public int Order => 30;

    public async Task SeedAsync(SreDbContext context, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var teams = configuration.GetSection("Seed:Teams").GetChildren().Select(team => team.Value?.Trim()).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (teams.Find(team => !TeamNames.IsValid(team)) is { } wrong)
        {
            throw new InvalidOperationException($"Seed:Teams has '{wrong}', which is no name of a team.");
        }

        var known = await context.Set<Team>().Select(team => team.Name).ToListAsync(cancellationToken);
        context.AddRange(teams.Except(known, StringComparer.Ordinal).Select(team => new Team(team, null, now)));
        foreach (var section in configuration.GetSection("Seed:Groups").GetChildren())
        {
            await AddAsync(context, section, now, cancellationToken);
        }
    }

    private static async Task AddAsync(SreDbContext context, IConfigurationSection section, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (name, team) = (section["Name"]?.Trim(), section["Team"]?.Trim());
        if (!TeamNames.IsValid(name) || !TeamNames.IsValid(team))
        {
            throw new InvalidOperationException($"{section.Path} needs a valid Name and Team.");
        }

        var group = await context.Set<ResourceGroup>().SingleOrDefaultAsync(known => known.Name == name, cancellationToken);
        if (group is null)
        {
            context.Add(group = new ResourceGroup(name!, team!, null, null, now));
            if (section["Grant"]?.Trim() is { Length: > 0 } granted)
            {
                context.Add(new ResourceGroupGrant(group.Id, granted, now));
            }
        }

        var missing = await context.Set<Resource>()
            .Where(resource => resource.Team == team && resource.Origin == ResourceOrigin.Declared)
            .Where(resource => !context.Set<ResourceGroupMember>().Any(member => member.GroupId == group.Id && member.ResourceId == resource.Id))
            .Select(resource => resource.Id).ToListAsync(cancellationToken);
        context.AddRange(missing.Select(resource => new ResourceGroupMember(group.Id, resource)));
    }
}
