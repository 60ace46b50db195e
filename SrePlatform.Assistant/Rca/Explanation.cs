namespace SrePlatform.Assistant.Rca;

/// <summary>How much of a caller's shift its callees account for.</summary>
/// <param name="Share">0..1.</param>
/// <param name="By">The callee that accounts for most.</param>
internal readonly record struct Explanation(double Share, string? By);

/// <summary>
/// A callee that gets slower by d seconds makes each call of its callers slower by d, and a callee that fails makes
/// them fail: moves are compared as amounts, weighed by how many of the caller's requests reach the callee.
/// </summary>
internal sealed class ExplanationModel(CallGraph graph, EvidenceIndex evidence, double onsetTolerance)
{
    /// <summary>What the callees of a service account for of its move in one signal.</summary>
    public Explanation Of(ServiceEvidence caller, SeriesShift move)
    {
        var (total, largest, by) = (0.0, 0.0, default(string));
        foreach (var callee in graph.CalleesOf(caller.Service))
        {
            var share = ShareOf(caller, move, evidence[callee]);
            total += share;
            if (share > largest)
                (largest, by) = (share, callee);
        }

        return new Explanation(Math.Min(1, total), by);
    }

    /// <summary>Share of a caller's requests that reach a callee, as far as rates are known; else 1.</summary>
    public double ReachingShare(ServiceEvidence caller, ServiceEvidence callee)
    {
        if (caller.UsualRate is not > 0)
            return 1;
        var rate = graph.Rate(caller.Service, callee.Service);
        if (!(rate > 0))
            rate = callee.UsualRate ?? double.NaN;
        return double.IsNaN(rate) ? 1 : Math.Clamp(rate / caller.UsualRate.Value, 0, 1);
    }

    /// <summary>Amount of a callee's move that a caller sees, in the caller's unit.</summary>
    public double AmountSeen(ServiceEvidence caller, ServiceEvidence callee, SeriesShift move) =>
        Math.Abs(move.Change) * Weight(move.Series.Signal, ReachingShare(caller, callee));

    private double ShareOf(ServiceEvidence caller, SeriesShift move, ServiceEvidence callee)
    {
        if (callee.Strength == 0 || StartedLater(callee.Onset, move.Onset))
            return 0;
        var size = Math.Abs(move.Change);
        if (callee.In(ServiceEvidence.Canonical(move.Series.Signal)) is { } same)
            return size > 0 ? Math.Min(1, AmountSeen(caller, callee, same) / size) : 0;
        var isSymptom = move.Meaning.Family is SignalFamily.Errors or SignalFamily.Latency;
        return isSymptom && callee.IsDead ? 1 : 0;
    }

    private bool StartedLater(double? callee, double? caller) => callee - caller > onsetTolerance;

    /// <summary>A 95th percentile moves in full once a twentieth of the requests does; means and shares move in proportion.</summary>
    private static double Weight(string signal, double reaching) =>
        ServiceEvidence.Canonical(signal) == Signals.LatencyP95 ? (reaching >= 0.05 ? 1 : 0) : reaching;
}
