namespace SrePlatform.Assistant.Rca;

/// <summary>The symptom, and what lies on the call paths from it.</summary>
/// <param name="Shift">The shift that stands for it; null when the symptom services are in order.</param>
/// <param name="Onset">Earliest onset among the symptom services.</param>
/// <param name="Main">Hops from the symptom that has most moved services behind it; null when nothing moved.</param>
/// <param name="Nearest">Hops to everything that the symptom services that moved (or all, if none did) depend on, from the nearest of them.</param>
/// <param name="Dependants">How many of those depend on a service.</param>
/// <param name="Symptoms">How many there are.</param>
/// <param name="Carried">What is reached through services that moved at least a little themselves, or that nobody measured.</param>
/// <param name="HasTopology">Whether the graph knows any of them.</param>
internal sealed record SymptomView(
    SeriesShift? Shift,
    double? Onset,
    Dictionary<string, int>? Main,
    Dictionary<string, int> Nearest,
    Dictionary<string, int> Dependants,
    int Symptoms,
    Dictionary<string, int> Carried,
    bool HasTopology)
{
    public static SymptomView Of(RankingInput input, CallGraph graph, EvidenceIndex evidence)
    {
        IReadOnlyList<string> asked = input.SymptomServices.Count > 0
            ? input.SymptomServices
            : [.. evidence.All.Where(e => e.Strength > 0).Select(e => e.Service)];
        var moved = WithMovedCallers(asked, graph, evidence);
        string[] from = [.. (moved.Count > 0 ? moved.Select(e => e.Service) : asked).Distinct(StringComparer.Ordinal)];
        var (nearest, dependants) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        var main = (Shift: default(SeriesShift), Reach: default(Dictionary<string, int>), Behind: -1);
        foreach (var service in from)
        {
            var reach = graph.Reach([service]);
            foreach (var (reached, hops) in reach)
            {
                nearest[reached] = Math.Min(hops, nearest.GetValueOrDefault(reached, hops));
                dependants[reached] = dependants.GetValueOrDefault(reached) + 1;
            }

            var candidate = (Shift: Symptom(evidence[service], input.SymptomSignal), Reach: reach, Behind: reach.Keys.Count(reached => evidence[reached].Strength > 0));
            if (moved.Count > 0 && IsMoreTelling(candidate, main))
                main = candidate;
        }

        return new SymptomView(
            main.Shift ?? Faint(asked, input.SymptomSignal, evidence),
            moved.Min(e => e.Onset),
            main.Reach,
            nearest,
            dependants,
            from.Length,
            graph.Reach(main.Reach is null ? asked : main.Reach.Where(r => r.Value == 0).Select(r => r.Key), Carries),
            asked.Any(graph.Knows));

        bool Carries(string service) => evidence[service] is var e
            && (e.IsDead || !e.All.Any(s => s.HasBaseline) || e.All.Any(s => s.IsBad || (s.Score >= 1 && s.Meaning.Family != SignalFamily.Traffic && s.Meaning.IsBad(s.Direction))));
    }

    /// <summary>Fewest hops from the main symptom (from any, where none moved); null when there is no path.</summary>
    public int? Hops(string service) => (Main ?? Nearest).TryGetValue(service, out var hops) ? hops : null;

    /// <summary>Whether the trouble could have travelled from the service to the symptom.</summary>
    public bool IsCarried(string service) => Carried.ContainsKey(service);

    /// <summary>Share of the symptom services that depend on the service, 0..1.</summary>
    public double Coverage(string service) =>
        Symptoms == 0 ? 0 : Dependants.GetValueOrDefault(service) / (double)Symptoms;

    /// <summary>More moved services behind it, then the stronger move, then the name.</summary>
    private static bool IsMoreTelling((SeriesShift? Shift, Dictionary<string, int>? Reach, int Behind) one, (SeriesShift? Shift, Dictionary<string, int>? Reach, int Behind) other)
    {
        if (one.Behind != other.Behind)
            return one.Behind > other.Behind;
        var (strength, against) = (one.Shift?.Score ?? -1, other.Shift?.Score ?? -1);
        return strength != against
            ? strength > against
            : string.CompareOrdinal(one.Shift?.Series.Service, other.Shift?.Series.Service) < 0;
    }

    /// <summary>The symptom services that moved, with those of their callers (and callers' callers) that moved too.</summary>
    private static List<ServiceEvidence> WithMovedCallers(IEnumerable<string> asked, CallGraph graph, EvidenceIndex evidence)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>(asked.Order(StringComparer.Ordinal));
        var moved = new List<ServiceEvidence>();
        while (queue.TryDequeue(out var service))
        {
            if (!seen.Add(service) || (evidence[service].Strength == 0 && !evidence[service].IsDead))
                continue;
            moved.Add(evidence[service]);
            foreach (var caller in graph.CallersOf(service))
                queue.Enqueue(caller);
        }

        return moved;
    }

    /// <summary>What alerted, although it did not move enough to count: still says which signal matters, and where.</summary>
    private static SeriesShift? Faint(IEnumerable<string> asked, string? signal, EvidenceIndex evidence) => signal is null ? null : asked
        .SelectMany(s => evidence[s].All)
        .Where(s => s.Series.Signal == signal && s.HasBaseline)
        .OrderByDescending(s => s.Score)
        .ThenBy(s => s.Series.Service, StringComparer.Ordinal)
        .FirstOrDefault();

    private static SeriesShift? Symptom(ServiceEvidence evidence, string? signal) =>
        (signal is null ? null : evidence.In(signal))
        ?? evidence.Telling.FirstOrDefault(s => s.Meaning.Family is SignalFamily.Errors or SignalFamily.Latency or SignalFamily.Liveness)
        ?? evidence.Strongest;
}
