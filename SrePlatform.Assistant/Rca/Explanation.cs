namespace SrePlatform.Assistant.Rca;

/// <summary>How much of a caller's shift its callees account for.</summary>
/// <param name="Share">0..1.</param>
/// <param name="By">The callee that accounts for most.</param>
internal readonly record struct Explanation(double Share, string? By);

/// <summary>
/// A callee that gets slower by d seconds makes each call of its callers slower by d, and a callee that fails makes
/// them fail. So a caller's excess over its baseline is compared, sample by sample, with its callee's, weighed by the
/// share of the caller's requests that reach the callee: the part that vanishes is explained. This asks the
/// counterfactual question of Budhathoki et al., "Causal structure-based root cause analysis of outliers" (ICML 2022),
/// with the mechanism (time and failures add up along calls) known instead of learned.
/// </summary>
internal sealed class ExplanationModel(CallGraph graph, EvidenceIndex evidence, double from, double step, double onsetTolerance)
{
    /// <summary>A mean or a share moves in proportion to what is added, so a callee that moved far more explains less.</summary>
    private const double Overshoot = 0.25;

    /// <summary>A callee that ran out of something may well slow its callers down, though there is no common unit.</summary>
    private const double SaturationShare = 0.5;

    private readonly CarryModel _carry = new(from, Math.Max(step, 1));

    /// <summary>What is carried from one caller in one signal: questions come caller by caller, so one answer is kept.</summary>
    private (string Caller, string Signal) _carriedFrom;
    private Dictionary<string, double> _carried = [];

    private readonly Dictionary<SeriesShift, Deviations> _deviations = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// What a service's callees account for together of its move in one signal, or what a single service further down
    /// does: an excess may pass through services too noisy to show it.
    /// </summary>
    public Explanation Of(ServiceEvidence caller, SeriesShift move)
    {
        var (total, largest, by) = (0.0, 0.0, default(string));
        var reached = graph.Reach([caller.Service])
            .Where(r => r.Value > 0 && (evidence[r.Key].Strength > 0 || evidence[r.Key].IsDead))
            .OrderBy(r => r.Value)
            .ThenBy(r => r.Key, StringComparer.Ordinal);
        foreach (var (service, hops) in reached)
        {
            var share = ShareOf(caller, move, evidence[service], hops);
            total = hops == 1 ? total + share : Math.Max(total, share);
            if (share > largest)
                (largest, by) = (share, service);
        }

        return new Explanation(Math.Min(1, total), by);
    }

    /// <summary>
    /// Share of a caller's move that a service further down accounts for in the same signal; NaN where it cannot be
    /// compared. The less normal traffic shows to be felt, the closer the match has to be.
    /// </summary>
    public double Removed(ServiceEvidence caller, SeriesShift move, ServiceEvidence callee, SeriesShift calleeMove)
    {
        var share = DeviationsOf(move).ShareRemovedBy(
            DeviationsOf(calleeMove), Weight(caller, callee, calleeMove), IsTail(calleeMove) ? 0 : Overshoot, Math.Max(step, 1));
        return Math.Pow(share, 3 - (2 * CarryAlong(caller, callee, ServiceEvidence.Canonical(calleeMove.Series.Signal))));
    }

    /// <summary>Mean excess that a caller gets from a service further down, in the signal's unit.</summary>
    public double Amount(ServiceEvidence caller, ServiceEvidence callee, SeriesShift calleeMove)
    {
        var amounts = DeviationsOf(calleeMove).Amounts;
        return amounts.Length == 0 ? 0
            : Weight(caller, callee, calleeMove) * CarryAlong(caller, callee, ServiceEvidence.Canonical(calleeMove.Series.Signal)) * amounts.Average();
    }

    private static bool IsTail(SeriesShift move) => ServiceEvidence.Canonical(move.Series.Signal) == Signals.LatencyP95;

    /// <summary>A 95th percentile moves in full once a twentieth of the requests does; means and shares in proportion.</summary>
    private double Weight(ServiceEvidence caller, ServiceEvidence callee, SeriesShift calleeMove)
    {
        var reaching = ReachingShare(caller, callee);
        return !IsTail(calleeMove) ? reaching : reaching >= 0.05 ? 1 : 0;
    }

    /// <summary>The best product of carrying factors over the paths from caller to a service further down; 0 where there is none.</summary>
    private double CarryAlong(ServiceEvidence caller, ServiceEvidence callee, string signal)
    {
        if (_carriedFrom != (caller.Service, signal))
            (_carriedFrom, _carried) = ((caller.Service, signal), CarriedFrom(caller, signal));
        return _carried.GetValueOrDefault(callee.Service);
    }

    private Dictionary<string, double> CarriedFrom(ServiceEvidence caller, string signal)
    {
        var best = new Dictionary<string, double>(StringComparer.Ordinal) { [caller.Service] = 1 };
        var queue = new PriorityQueue<string, double>([(caller.Service, -1)]);
        while (queue.TryDequeue(out var service, out var priority))
        {
            if (-priority < best[service])
                continue;
            foreach (var next in graph.CalleesOf(service))
            {
                var (upper, lower) = (evidence[service], evidence[next]);
                var carried = -priority * _carry.Factor(upper, lower, signal, ReachingShare(upper, lower));
                if (carried > best.GetValueOrDefault(next))
                {
                    best[next] = carried;
                    queue.Enqueue(next, -carried);
                }
            }
        }

        return best;
    }

    private double ShareOf(ServiceEvidence caller, SeriesShift move, ServiceEvidence callee, int hops)
    {
        if ((callee.Strength == 0 && !callee.IsDead) || callee.Onset - move.Onset > onsetTolerance)
            return 0;
        if (callee.In(ServiceEvidence.Canonical(move.Series.Signal)) is { } same && Removed(caller, move, callee, same) is var share && !double.IsNaN(share))
            return share;
        var isSymptom = move.Meaning.Family is SignalFamily.Errors or SignalFamily.Latency;
        return !isSymptom || hops > 1 ? 0 : callee.IsDead ? 1 : callee.IsSaturated ? SaturationShare : 0;
    }

    /// <summary>Share of a caller's requests that reach a callee, as far as rates are known; else 1.</summary>
    private double ReachingShare(ServiceEvidence caller, ServiceEvidence callee)
    {
        if (caller.Service == callee.Service || caller.UsualRate is not > 0)
            return 1;
        double? rate = graph.HasRate(caller.Service, callee.Service)
            ? graph.Rate(caller.Service, callee.Service)
            : callee.UsualRate ?? graph.RateInto(callee.Service);
        return rate is null ? 1 : Math.Clamp(rate.Value / caller.UsualRate.Value, 0, 1);
    }

    private Deviations DeviationsOf(SeriesShift shift)
    {
        if (!_deviations.TryGetValue(shift, out var deviations))
            _deviations[shift] = deviations = Deviations.Of(shift, from);
        return deviations;
    }
}
