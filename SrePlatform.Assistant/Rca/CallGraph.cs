namespace SrePlatform.Assistant.Rca;

/// <summary>Who calls whom.</summary>
internal sealed class CallGraph
{
    private readonly Dictionary<string, SortedSet<string>> _callees = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _callers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), double> _rates = [];

    public CallGraph(IEnumerable<CallEdge> edges)
    {
        foreach (var edge in edges)
        {
            if (edge.Caller == edge.Callee)
                continue;
            Of(_callees, edge.Caller).Add(edge.Callee);
            Of(_callers, edge.Callee).Add(edge.Caller);
            _rates[(edge.Caller, edge.Callee)] = Math.Max(_rates.GetValueOrDefault((edge.Caller, edge.Callee)), edge.RequestsPerSecond);
        }
    }

    /// <summary>Every service that calls or is called.</summary>
    public IEnumerable<string> Services => _callees.Keys.Union(_callers.Keys, StringComparer.Ordinal);

    /// <summary>Whether there is no edge.</summary>
    public bool IsEmpty => _callees.Count == 0;

    /// <summary>Whether the service calls or is called.</summary>
    public bool Knows(string service) => _callees.ContainsKey(service) || _callers.ContainsKey(service);

    /// <summary>Whom the service calls.</summary>
    public IReadOnlyCollection<string> CalleesOf(string service) => _callees.TryGetValue(service, out var set) ? set : [];

    /// <summary>Who calls the service.</summary>
    public IReadOnlyCollection<string> CallersOf(string service) => _callers.TryGetValue(service, out var set) ? set : [];

    /// <summary>Whether traffic on the edge is known.</summary>
    public bool HasRate(string caller, string callee) => Rate(caller, callee) > 0;

    /// <summary>Requests per second into a service over all edges; null where none is known.</summary>
    public double? RateInto(string callee)
    {
        var total = CallersOf(callee).Sum(c => Rate(c, callee));
        return total > 0 ? total : null;
    }

    /// <summary>Requests per second from caller to callee; 0 where unknown.</summary>
    public double Rate(string caller, string callee) => _rates.GetValueOrDefault((caller, callee));

    /// <summary>
    /// Hops from the nearest of <paramref name="from"/> along caller to callee, for every service in reach,
    /// going on (after the first) only from services that <paramref name="through"/> allows.
    /// </summary>
    public Dictionary<string, int> Reach(IEnumerable<string> from, Func<string, bool>? through = null)
    {
        var hops = new Dictionary<string, int>(StringComparer.Ordinal);
        var queue = new Queue<string>();
        foreach (var service in from)
        {
            if (hops.TryAdd(service, 0))
                queue.Enqueue(service);
        }

        while (queue.TryDequeue(out var caller))
        {
            if (hops[caller] > 0 && through?.Invoke(caller) == false)
                continue;
            foreach (var callee in CalleesOf(caller))
            {
                if (hops.TryAdd(callee, hops[caller] + 1))
                    queue.Enqueue(callee);
            }
        }

        return hops;
    }

    private static SortedSet<string> Of(Dictionary<string, SortedSet<string>> map, string key)
    {
        if (!map.TryGetValue(key, out var set))
            map[key] = set = new SortedSet<string>(StringComparer.Ordinal);
        return set;
    }
}
