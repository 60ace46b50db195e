using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Features.People.Teams;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.People.Groups;

/// <summary>A group as a form gives it.</summary>
internal sealed record GroupDraft(string? Name, string? Team, Guid? ParentId, string? Description);

/// <summary>Makes, changes and ends groups of resources, and says what is in them and who else sees it. Only what one manages can be shared.</summary>
internal sealed class EditGroups(SreDbContext context, AuditLog audit, TimeProvider time)
{
    private const int Deepest = 8;

    public async Task<Outcome<ResourceGroup>> CreateAsync(GroupDraft draft, Scope scope, Actor actor, CancellationToken cancellationToken)
    {
        if (await CheckAsync(draft, null, scope, cancellationToken) is { } failure)
        {
            return failure;
        }

        var group = new ResourceGroup(draft.Name!.Trim(), draft.Team!.Trim(), draft.ParentId, Blank(draft.Description), time.GetUtcNow());
        context.Add(group);
        audit.Add(context, actor, new("group.created", "group", group.Id.ToString()) { Details = new Dictionary<string, string> { ["name"] = group.Name, ["team"] = group.Team } });
        return await SaveAsync(group, cancellationToken);
    }

    public async Task<Outcome<ResourceGroup>> EditAsync(Guid id, uint version, GroupDraft draft, Scope scope, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, scope, cancellationToken);
        if (!found.TryGet(out var group, out var failure) || (failure = await CheckAsync(draft, id, scope, cancellationToken)) is not null)
        {
            return failure;
        }

        context.Entry(group).Property(known => known.Version).OriginalValue = version;
        var before = group.Name;
        group.Edit(draft.Name!.Trim(), draft.Team!.Trim(), draft.ParentId, Blank(draft.Description));
        audit.Add(context, actor, new("group.edited", "group", group.Id.ToString()) { Details = new Dictionary<string, string> { ["before"] = before, ["name"] = group.Name, ["team"] = group.Team } });
        return await SaveAsync(group, cancellationToken);
    }

    public async Task<Outcome<Done>> DeleteAsync(Guid id, Scope scope, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, scope, cancellationToken);
        if (!found.TryGet(out var group, out var failure))
        {
            return failure;
        }

        if (await context.Set<ResourceGroup>().AnyAsync(below => below.ParentId == id, cancellationToken))
        {
            return new GroupNotEmpty();
        }

        context.Remove(group);
        audit.Add(context, actor, new("group.deleted", "group", group.Id.ToString()) { Details = new Dictionary<string, string> { ["name"] = group.Name } });
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    public async Task<Outcome<Done>> AddResourceAsync(Guid id, string? resourceName, Scope scope, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, scope, cancellationToken);
        if (!found.TryGet(out var group, out var failure))
        {
            return failure;
        }

        var name = resourceName?.Trim() ?? "";
        var resource = await context.Set<Resource>().AsNoTracking().In(scope, context).SingleOrDefaultAsync(known => known.Name == name, cancellationToken);
        if (resource is null)
        {
            return new ValidationFailure("resource", "There is no resource of this name.");
        }

        if (!scope.Manages(resource.Team))
        {
            return new ValidationFailure("resource", $"It belongs to {resource.Team}; only a manager of that team may share it.");
        }

        if (!await context.Set<ResourceGroupMember>().AnyAsync(member => member.GroupId == id && member.ResourceId == resource.Id, cancellationToken))
        {
            context.Add(new ResourceGroupMember(id, resource.Id));
            audit.Add(context, actor, new("group.resource_added", "group", id.ToString())
            {
                ResourceId = resource.Id, Details = new Dictionary<string, string> { ["group"] = group.Name, ["resource"] = resource.Name },
            });
            await context.SaveChangesAsync(cancellationToken);
        }

        return Done.Value;
    }

    public async Task<Outcome<Done>> RemoveResourceAsync(Guid id, Guid resourceId, Scope scope, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, scope, cancellationToken);
        if (!found.TryGet(out var group, out var failure))
        {
            return failure;
        }

        if (await context.Set<ResourceGroupMember>().SingleOrDefaultAsync(member => member.GroupId == id && member.ResourceId == resourceId, cancellationToken) is { } member)
        {
            context.Remove(member);
            audit.Add(context, actor, new("group.resource_removed", "group", id.ToString()) { ResourceId = resourceId, Details = new Dictionary<string, string> { ["group"] = group.Name } });
            await context.SaveChangesAsync(cancellationToken);
        }

        return Done.Value;
    }

    public async Task<Outcome<Done>> GrantAsync(Guid id, string? team, bool granted, Scope scope, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, scope, cancellationToken);
        if (!found.TryGet(out var group, out var failure))
        {
            return failure;
        }

        var name = team?.Trim() ?? "";
        var grant = await context.Set<ResourceGroupGrant>().SingleOrDefaultAsync(known => known.GroupId == id && known.Team == name, cancellationToken);
        if (granted && !await context.Set<Team>().AnyAsync(known => known.Name == name, cancellationToken))
        {
            return new ValidationFailure("team", "There is no team of this name.");
        }

        if (granted == (grant is not null))
        {
            return Done.Value;
        }

        _ = granted ? context.Add(new ResourceGroupGrant(id, name, time.GetUtcNow())) : context.Remove(grant!);
        audit.Add(context, actor, new(granted ? "group.granted" : "group.revoked", "group", id.ToString()) { Details = new Dictionary<string, string> { ["group"] = group.Name, ["team"] = name } });
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private async Task<Outcome<ResourceGroup>> SaveAsync(ResourceGroup group, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return group;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ConflictFailure("group.changed", "Somebody changed this group since you opened it. Read it again and repeat your change.");
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: ResourceGroupConfiguration.UniqueName })
        {
            return new ValidationFailure("name", "There is a group of this name.");
        }
    }

    private async Task<Failure?> CheckAsync(GroupDraft draft, Guid? self, Scope scope, CancellationToken cancellationToken)
    {
        if (!TeamNames.IsValid(draft.Name?.Trim()))
        {
            return new ValidationFailure("name", $"Give 1 to {TeamNames.Longest} letters, digits, spaces and . _ : / @ ( ) + -, beginning and ending with a letter or digit.");
        }

        if (draft.Description?.Trim().Length > TeamNames.LongestDescription)
        {
            return new ValidationFailure("description", $"Give at most {TeamNames.LongestDescription} characters.");
        }

        var team = draft.Team?.Trim() ?? "";
        if (!await context.Set<Team>().AnyAsync(known => known.Name == team, cancellationToken))
        {
            return new ValidationFailure("team", "There is no team of this name.");
        }

        if (!scope.Manages(team))
        {
            return new ValidationFailure("team", "You do not manage this team.");
        }

        var above = draft.ParentId;
        for (var depth = 0; above is { } id; depth++)
        {
            var parent = await context.Set<ResourceGroup>().AsNoTracking().SingleOrDefaultAsync(group => group.Id == id, cancellationToken);
            if (parent is null || (depth == 0 && !scope.IsAll && !scope.Groups.Contains(id)))
            {
                return new ValidationFailure("parent_id", "There is no such group.");
            }

            if (id == self || depth >= Deepest)
            {
                return new ValidationFailure("parent_id", id == self ? "A group cannot be below itself." : $"Groups nest at most {Deepest} deep.");
            }

            above = parent.ParentId;
        }

        return null;
    }

    private async Task<Outcome<ResourceGroup>> FindAsync(Guid id, Scope scope, CancellationToken cancellationToken)
    {
        if (await context.Set<ResourceGroup>().SingleOrDefaultAsync(group => group.Id == id, cancellationToken) is not { } group || (!scope.IsAll && !scope.Groups.Contains(id)))
        {
            return new GroupNotFound();
        }

        return scope.Manages(group.Team) ? group : new NotYourTeam();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
