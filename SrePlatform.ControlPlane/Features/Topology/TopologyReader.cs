using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Caching;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>
/// The current topology: resources, declared edges, and edges learned from the counters of calls between services. Kept for a few
/// seconds. While VictoriaMetrics is away, what was learned last is kept, with the reason why it may be old.
/// </summary>
internal sealed class TopologyReader(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    internal const string LearnedQuery = """sum by (service, peer_service) (rate(service_peer_requests_total{service!="",peer_service!=""}[10m])) > 0""";

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly Kept<TopologySnapshot> _kept = new(KeptFor, time);
    private IReadOnlyList<TopologyEdge> _learned = [];

    public Task<TopologySnapshot> GetAsync(CancellationToken cancellationToken) => _kept.GetAsync(ReadAsync, cancellationToken);

    /// <summary>Reads anew next time, so that a declared call is seen at once here, and on other replicas within seconds.</summary>
    public void Forget() => _kept.Forget();

    public void Dispose() => _kept.Dispose();

    private async Task<TopologySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        var resources = await context.Set<Resource>().AsNoTracking()
            .Where(resource => resource.RetiredAt == null)
            .Select(resource => new { resource.Id, resource.Service })
            .ToListAsync(cancellationToken);
        var declared = await context.Set<DeclaredEdge>().AsNoTracking()
            .Select(edge => new TopologyEdge(edge.FromService, edge.ToService, EdgeOrigin.Declared, null))
            .ToListAsync(cancellationToken);
        var answer = await scope.ServiceProvider.GetRequiredService<VictoriaMetricsClient>().QueryAsync(LearnedQuery, cancellationToken: cancellationToken);
        if (answer.IsAvailable)
        {
            _learned = Learned(answer.Value);
        }

        var edges = Merge(declared, _learned);
        return new(time.GetUtcNow(), Nodes(resources.Select(resource => (resource.Id, resource.Service)), edges), edges, answer.Failure?.Detail);
    }

    internal static IReadOnlyList<TopologyEdge> Learned(IReadOnlyList<InstantSample> samples) =>
        [.. from sample in samples
            let edge = new TopologyEdge(sample["service"], sample["peer_service"], EdgeOrigin.Learned, double.Round(sample.Value, 3))
            where edge.From.Length > 0 && edge.To.Length > 0 && edge.From != edge.To
            select edge];

    internal static IReadOnlyList<TopologyEdge> Merge(IEnumerable<TopologyEdge> declared, IEnumerable<TopologyEdge> learned) =>
        [.. learned.Concat(declared).DistinctBy(edge => (edge.From, edge.To)).OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal)];

    internal static IReadOnlyList<TopologyNode> Nodes(IEnumerable<(Guid Id, string Service)> resources, IEnumerable<TopologyEdge> edges)
    {
        var byService = resources.ToLookup(resource => resource.Service, resource => resource.Id, StringComparer.Ordinal);
        return
        [
            .. byService.Select(group => group.Key)
                .Concat(edges.SelectMany(edge => new[] { edge.From, edge.To }))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(service => new TopologyNode(service, [.. byService[service].Order()])),
        ];
    }
}
