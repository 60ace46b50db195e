using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>A service that depends on another, or that it depends on.</summary>
/// <param name="Hops">How many calls lie between.</param>
internal sealed record ImpactedService(string Service, int Hops, ServiceState State);

/// <summary>What stands and falls with a service.</summary>
/// <param name="Dependants">Who calls it, directly or through others: they suffer when it fails. Nearest first.</param>
/// <param name="Dependencies">What it calls, directly or through others: it suffers when they fail. Nearest first.</param>
internal sealed record Impact(string Service, IReadOnlyList<ImpactedService> Dependants, IReadOnlyList<ImpactedService> Dependencies, string? Unavailable)
{
    public bool IsEmpty => Dependants.Count == 0 && Dependencies.Count == 0;

    /// <summary>Every service that calls lead to, with the fewest calls between. Pure.</summary>
    public static IReadOnlyList<(string Service, int Hops)> Reach(string from, ILookup<string, string> next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var reached = new List<(string, int)>();
        List<string> ring = [from];
        for (var hops = 1; ring.Count > 0; hops++)
        {
            ring = [.. ring.SelectMany(service => next[service]).Where(seen.Add).Order(StringComparer.Ordinal)];
            reached.AddRange(ring.Select(service => (service, hops)));
        }

        return reached;
    }
}

/// <summary>Reads who depends on a service and on whom it depends, within a scope.</summary>
internal sealed class ReadImpact(TopologyReader reader, ServiceHealth health)
{
    public async Task<Impact> RunAsync(string service, Scope scope, CancellationToken cancellationToken)
    {
        var topology = (await reader.GetAsync(cancellationToken)).In(scope);
        var callers = Impact.Reach(service, topology.Edges.ToLookup(edge => edge.To, edge => edge.From, StringComparer.Ordinal));
        var callees = Impact.Reach(service, topology.Edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal));
        var names = callers.Concat(callees).Select(reached => reached.Service).ToHashSet(StringComparer.Ordinal);
        var states = names.Count == 0
            ? new Dictionary<string, ServiceStatus>()
            : await health.ReadAsync(scope, [.. topology.Nodes.Where(node => names.Contains(node.Service))], cancellationToken);
        return new(service, [.. callers.Select(Judged)], [.. callees.Select(Judged)], topology.Unavailable);

        ImpactedService Judged((string Service, int Hops) reached) =>
            new(reached.Service, reached.Hops, states.TryGetValue(reached.Service, out var status) ? status.State : ServiceState.Unknown);
    }
}
