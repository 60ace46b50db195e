using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.People.Groups;

/// <summary>A group in the list.</summary>
internal sealed record GroupRow(Guid Id, string Name, string Team, Guid? ParentId, string? Description, int Resources, IReadOnlyList<string> Grants, uint Version)
{
    /// <summary>How many groups are above it.</summary>
    public int Depth { get; init; }
}

/// <summary>A resource in a group.</summary>
internal sealed record GroupResource(Guid Id, string Name, string Team, string Service);

/// <summary>Reads groups: all for those who see everything, one's own and granted ones for others.</summary>
internal sealed class ReadGroups(SreDbContext context)
{
    private const int Most = 500;

    /// <summary>Each group under the one it belongs to.</summary>
    public async Task<IReadOnlyList<GroupRow>> TreeAsync(Scope scope, CancellationToken cancellationToken)
    {
        var rows = await Rows(Visible(scope).OrderBy(group => group.Name).Take(Most)).ToListAsync(cancellationToken);
        var known = rows.Select(row => row.Id).ToHashSet();
        var below = rows.ToLookup(row => row.ParentId is { } parent && known.Contains(parent) ? parent : Guid.Empty);
        var tree = new List<GroupRow>(rows.Count);
        Add(Guid.Empty, 0);
        return tree;

        void Add(Guid parent, int depth)
        {
            foreach (var row in below[parent])
            {
                tree.Add(row with { Depth = depth });
                Add(row.Id, depth + 1);
            }
        }
    }

    public Task<GroupRow?> FindAsync(Scope scope, Guid id, CancellationToken cancellationToken) => Rows(Visible(scope).Where(group => group.Id == id)).SingleOrDefaultAsync(cancellationToken);

    public Task<List<GroupResource>> ResourcesAsync(Scope scope, Guid id, CancellationToken cancellationToken) => (
        from resource in context.Set<Resource>().AsNoTracking().In(scope, context)
        where context.Set<ResourceGroupMember>().Any(member => member.GroupId == id && member.ResourceId == resource.Id)
        orderby resource.Name
        select new GroupResource(resource.Id, resource.Name, resource.Team, resource.Service)).Take(Most).ToListAsync(cancellationToken);

    private IQueryable<ResourceGroup> Visible(Scope scope) => scope.IsAll
        ? context.Set<ResourceGroup>().AsNoTracking()
        : context.Set<ResourceGroup>().AsNoTracking().Where(group => scope.Groups.Contains(group.Id));

    private IQueryable<GroupRow> Rows(IQueryable<ResourceGroup> groups) =>
        groups.Select(group => new GroupRow(
            group.Id, group.Name, group.Team, group.ParentId, group.Description,
            context.Set<ResourceGroupMember>().Count(member => member.GroupId == group.Id),
            context.Set<ResourceGroupGrant>().Where(grant => grant.GroupId == group.Id).OrderBy(grant => grant.Team).Select(grant => grant.Team).ToList(),
            group.Version));
}
