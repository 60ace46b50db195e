namespace SrePlatform.Assistant.Rca;

/// <summary>The symptom, and what lies on the call paths from it.</summary>
/// <param name="Shift">The shift that stands for it; null when the symptom services are in order.</param>
/// <param name="Onset">Earliest onset among the symptom services.</param>
/// <param name="Main">Hops from the symptom that has most moved services behind it; null when nothing moved.</param>
/// <param name="Reaches">For each symptom service that moved (or for all, if none did): hops to everything it depends on.</param>
/// <param name="Carried">What is reached through services that moved at least a little themselves, or that nobody measured.</param>
/// <param name="HasTopology">Whether the graph knows any of them.</param>
internal sealed record SymptomView(
    SeriesShift? Shift,
    double? Onset,
    Dictionary<string, int>? Main,
    IReadOnlyList<Dictionary<string, int>> Reaches,
    Dictionary<string, int> Carried,
    bool HasTopology)
{
    public static SymptomView Of(RankingInput input, CallGraph graph, EvidenceIndex evidence)
    {
        IReadOnlyList<string> asked = input.SymptomServices.Count > 0
            ? input.SymptomServices
            : [.. evidence.All.Where(e => e.Strength > 0).Select(e => e.Service)];
        var moved = WithMovedCallers(asked, graph, evidence);
        var main = moved
            .Select(e => (Shift: Symptom(e, input.SymptomSignal), Reach: graph.Reach([e.Service])))
            .OrderByDescending(s => s.Reach.Keys.Count(service => evidence[service].Strength > 0))
            .ThenByDescending(s => s.Shift?.Score)
            .ThenBy(s => s.Shift?.Series.Service, StringComparer.Ordinal)
            .FirstOrDefault();
        var from = moved.Count > 0 ? [.. moved.Select(e => e.Service)] : asked;
        return new SymptomView(
            main.Shift ?? Faint(asked, input.SymptomSignal, evidence),
            moved.Min(e => e.Onset),
            main.Reach,
            [.. from.Distinct(StringComparer.Ordinal).Select(s => graph.Reach([s]))],
            graph.Reach(main.Reach is null ? asked : main.Reach.Where(r => r.Value == 0).Select(r => r.Key), Carries),
            asked.Any(graph.Knows));

        bool Carries(string service) => evidence[service] is var e
            && (e.IsDead || !e.All.Any(s => s.HasBaseline) || e.All.Any(s => s.IsBad || (s.Score >= 1 && s.Meaning.Family != SignalFamily.Traffic && s.Meaning.IsBad(s.Direction))));
    }

    /// <summary>Fewest hops from the main symptom (from any, where none moved); null when there is no path.</summary>
    public int? Hops(string service) => (Main is null ? Reaches : [Main])
        .Select(r => r.TryGetValue(service, out var hops) ? hops : (int?)null)
        .Min();

    /// <summary>Whether the trouble could have travelled from the service to the symptom.</summary>
    public bool IsCarried(string service) => Carried.ContainsKey(service);

    /// <summary>Share of the symptom services that depend on the service, 0..1.</summary>
    public double Coverage(string service) =>
        Reaches.Count == 0 ? 0 : Reaches.Count(r => r.ContainsKey(service)) / (double)Reaches.Count;

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
