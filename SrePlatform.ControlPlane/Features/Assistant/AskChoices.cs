using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Features.Topology;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>What somebody can ask the Assistant about, and whether it answers.</summary>
internal sealed class AskChoices(SreDbContext context, TopologyReader topology, ServiceHealth health, AssistantReach reach, IAuthorizationService authorization)
{
    private const int MostResources = 200;

    public async Task<AskView> ReadAsync(HttpContext http, string kind, AskForm form, IReadOnlyDictionary<string, string> errors, CancellationToken cancellationToken)
    {
        var scope = http.Scope();
        var known = (await topology.GetAsync(cancellationToken)).In(scope);
        var states = await health.ReadAsync(scope, known.Nodes, cancellationToken);
        return new AskView(kind, form, errors)
        {
            Services = [.. known.Nodes.Select(node => node.Service)],
            Troubled = [.. states.Values.Where(state => state.State is ServiceState.Critical or ServiceState.Warning).OrderByDescending(state => state.Alerts).Select(state => state.Service)],
            Resources = kind == AskForm.Capacity
                ? await context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.RetiredAt == null)
                    .OrderBy(resource => resource.Name).Select(resource => resource.Name).Take(MostResources).ToListAsync(cancellationToken)
                : [],
            MayAsk = (await authorization.AuthorizeAsync(http.User, Policies.Operate)).Succeeded,
            Problem = await reach.ProblemAsync(cancellationToken),
        };
    }

    /// <summary>The id of a resource that the scope sees, by its id or its name; else the service of that name; null where there is neither.</summary>
    public async Task<string?> FindResourceAsync(Scope scope, string named, CancellationToken cancellationToken)
    {
        var id = Guid.TryParse(named, out var given) ? given : Guid.Empty;
        var found = await context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.RetiredAt == null && (resource.Id == id || resource.Name == named))
            .Select(resource => (Guid?)resource.Id).FirstOrDefaultAsync(cancellationToken);
        return found is { } resource ? resource.ToString()
            : (await topology.GetAsync(cancellationToken)).In(scope).Nodes.Any(node => node.Service == named) ? named : null;
    }

    /// <summary>Names of resources that are known by id, as far as the scope sees them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(Scope scope, IEnumerable<string> resources, CancellationToken cancellationToken)
    {
        var ids = resources.Select(resource => Guid.TryParse(resource, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        return ids.Count == 0
            ? new Dictionary<string, string>()
            : await context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => ids.Contains(resource.Id)).ToDictionaryAsync(resource => resource.Id.ToString(), resource => resource.Name, cancellationToken);
    }
}
