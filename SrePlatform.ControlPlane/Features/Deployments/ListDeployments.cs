using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>Finds deployments, latest first, over a half-open time.</summary>
internal sealed class ListDeployments(SreDbContext context)
{
    public async Task<Page<Deployment>> RunAsync(Scope scope, DeploymentFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var query = Filtered(scope, filter);
        if (page.After is { } after)
        {
            query = query.Where(deployment => EF.Functions.LessThan(ValueTuple.Create(deployment.DeployedAt, deployment.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await query.OrderByDescending(deployment => deployment.DeployedAt).ThenByDescending(deployment => deployment.Id)
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        return page.Cut(rows, deployment => new Keyset(deployment.DeployedAt, deployment.Id));
    }

    public Task<int> CountAsync(Scope scope, DeploymentFilter filter, CancellationToken cancellationToken) => Filtered(scope, filter).CountAsync(cancellationToken);

    private IQueryable<Deployment> Filtered(Scope scope, DeploymentFilter filter)
    {
        var query = context.Set<Deployment>().AsNoTracking().In(scope, context);
        query = filter.Service is { } service ? query.Where(deployment => deployment.Service == service) : query;
        query = filter.Environment is { } environment ? query.Where(deployment => deployment.Environment == environment) : query;
        query = filter.Status is { } status ? query.Where(deployment => deployment.Status == status) : query;
        query = filter.Since is { } since ? query.Where(deployment => deployment.DeployedAt >= since) : query;
        return filter.Until is { } until ? query.Where(deployment => deployment.DeployedAt < until) : query;
    }
}
