using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources.Labels;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Export;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Finds resources, one page at a time.</summary>
internal sealed class ListResources(SreDbContext context, ResourceHealthBoard health)
{
    public async Task<Page<Resource>> RunAsync(Scope scope, ResourceFilter filter, int limit, ResourceCursor? after, CancellationToken cancellationToken)
    {
        var column = ColumnOf(filter.Sort);
        var query = await FilteredAsync(scope, filter, cancellationToken);
        if (after is not null)
        {
            query = query.Where(After(column, after, filter.Descending));
        }

        query = filter.Descending
            ? query.OrderByDescending(resource => EF.Property<string>(resource, column)).ThenByDescending(resource => resource.Id)
            : query.OrderBy(resource => EF.Property<string>(resource, column)).ThenBy(resource => resource.Id);
        var rows = await query.Take(limit + 1).ToListAsync(cancellationToken);
        return rows.Count > limit
            ? new([.. rows.Take(limit)], new ResourceCursor(ValueOf(rows[limit - 1], filter.Sort), rows[limit - 1].Id).Encode())
            : new(rows, null);
    }

    public async Task<int> CountAsync(Scope scope, ResourceFilter filter, CancellationToken cancellationToken) =>
        await (await FilteredAsync(scope, filter, cancellationToken)).CountAsync(cancellationToken);

    /// <summary>Every resource that fits, read as a stream: for exports.</summary>
    public async Task<IAsyncEnumerable<Resource>> StreamAsync(Scope scope, ResourceFilter filter, CancellationToken cancellationToken) =>
        (await FilteredAsync(scope, filter, cancellationToken)).OrderBy(resource => resource.Name).Take(Csv.MostRows).AsAsyncEnumerable();

    private async Task<IQueryable<Resource>> FilteredAsync(Scope scope, ResourceFilter filter, CancellationToken cancellationToken)
    {
        var query = context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.RetiredAt != null == filter.Retired);
        if (filter.Search is { } search)
        {
            var pattern = $"%{search.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            query = query.Where(resource => EF.Functions.ILike(resource.Name, pattern, @"\") || EF.Functions.ILike(resource.Service, pattern, @"\")
                || EF.Functions.ILike(resource.Team, pattern, @"\") || EF.Functions.ILike(resource.Address!, pattern, @"\"));
        }

        query = filter.Kind is { } kind ? query.Where(resource => resource.Kind == kind) : query;
        query = filter.Service is { } service ? query.Where(resource => resource.Service == service) : query;
        query = filter.Environment is { } environment ? query.Where(resource => resource.Environment == environment) : query;
        query = filter.Team is { } team ? query.Where(resource => resource.Team == team) : query;
        query = filter.Criticality is { } criticality ? query.Where(resource => resource.Criticality == criticality) : query;
        if (filter.Group is { } group)
        {
            var grantee = ResourceAccess.OfGroup(group);
            query = query.Where(resource => context.Set<ResourceAccess>().Any(access => access.ResourceId == resource.Id && access.Grantee == grantee));
        }

        if (filter.BreaksLabelRules)
        {
            query = query.Where(resource => context.Set<LabelViolation>().Any(violation => violation.ResourceId == resource.Id && (filter.LabelRule == null || violation.RuleId == filter.LabelRule)));
        }

        return filter.Health is { } state ? WithHealth(query, state, await health.GetAsync(cancellationToken)) : query;
    }

    private static IQueryable<Resource> WithHealth(IQueryable<Resource> query, HealthState state, HealthSnapshot snapshot)
    {
        if (state is HealthState.Unknown)
        {
            var known = snapshot.States.Where(pair => pair.Value is not HealthState.Unknown).Select(pair => pair.Key).ToList();
            return query.Where(resource => !known.Contains(resource.Id));
        }

        var ids = snapshot.WithState(state).ToList();
        return query.Where(resource => ids.Contains(resource.Id));
    }

    private static Expression<Func<Resource, bool>> After(string column, ResourceCursor cursor, bool descending)
    {
        var (value, id) = cursor;
        return descending
            ? resource => EF.Functions.LessThan(ValueTuple.Create(EF.Property<string>(resource, column), resource.Id), ValueTuple.Create(value, id))
            : resource => EF.Functions.GreaterThan(ValueTuple.Create(EF.Property<string>(resource, column), resource.Id), ValueTuple.Create(value, id));
    }

    private static string ColumnOf(ResourceSort sort) => sort switch
    {
        ResourceSort.Name => nameof(Resource.Name),
        ResourceSort.Service => nameof(Resource.Service),
        ResourceSort.Environment => nameof(Resource.Environment),
        ResourceSort.Team => nameof(Resource.Team),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "There is no such order."),
    };

    private static string ValueOf(Resource resource, ResourceSort sort) => sort switch
    {
        ResourceSort.Name => resource.Name,
        ResourceSort.Service => resource.Service,
        ResourceSort.Environment => resource.Environment,
        ResourceSort.Team => resource.Team,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "There is no such order."),
    };
}
