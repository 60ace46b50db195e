namespace SrePlatform.Assistant.Rca;

/// <summary>Which sources answered.</summary>
/// <param name="Metrics">Metrics could be queried.</param>
/// <param name="Topology">The call graph could be asked for.</param>
/// <param name="Deployments">Deployments could be asked for.</param>
public sealed record SourceCoverage(bool Metrics, bool Topology, bool Deployments);

/// <summary>The verdict, computed.</summary>
/// <param name="Verdict">What is concluded.</param>
/// <param name="Reason">Why.</param>
/// <param name="Confidence">0..1.</param>
/// <param name="Word">The confidence in a word.</param>
/// <param name="CappedBy">What kept the confidence down, most severe first.</param>
/// <param name="Cause">The cause for <see cref="Verdict.RootCause"/>, the first of several for <see cref="Verdict.Contributing"/>.</param>
/// <param name="Margin">Lead over the runner-up, 0..1.</param>
public sealed record VerdictFinding(
    Verdict Verdict,
    VerdictReason Reason,
    double Confidence,
    ConfidenceWord Word,
    IReadOnlyList<ConfidenceCap> CappedBy,
    CandidateScore? Cause,
    double Margin);

/// <summary>Concludes from a ranking and from which sources answered; pure.</summary>
public static class VerdictDecision
{
    /// <summary>A lead of less than this is no lead.</summary>
    private const double CloseMargin = 0.08;

    /// <summary>Baselines shorter than this, in seconds, cap the confidence.</summary>
    private const double ComfortableBaselineSeconds = 600;

    /// <summary>Decides.</summary>
    public static VerdictFinding Decide(RankingResult ranking, SourceCoverage coverage, RankingParameters? parameters = null)
    {
        parameters ??= RankingParameters.Default;
        var caps = new SortedDictionary<double, ConfidenceCap>();
        if (!coverage.Metrics || ranking.MeasuredServices == 0)
            return Without(coverage.Metrics && ranking.Shifts.Count > 0 ? VerdictReason.ShortBaseline : VerdictReason.NoMetrics, ranking);
        if (ranking.BaselineSeconds < parameters.MinimumBaselineSeconds)
            return Without(VerdictReason.ShortBaseline, ranking);
        Cap(caps, ranking.BaselineSeconds < ComfortableBaselineSeconds, 0.79, ConfidenceCap.ShortBaseline);
        Cap(caps, !coverage.Deployments, 0.85, ConfidenceCap.DeploymentsUnavailable);
        if (ranking.BaselineIsTroubled && ranking.Cause is null)
            return Without(VerdictReason.ShortBaseline, ranking);
        if (!ranking.AnyShift)
            return Finding(Verdict.NoFault, VerdictReason.NothingMoved, 0.9, caps, null, ranking);
        Cap(caps, !coverage.Topology || !ranking.HasTopology, 0.6, ConfidenceCap.TopologyMissing);
        if (ranking.Cause is not { } cause)
        {
            return ranking.Symptom is null
                ? Finding(Verdict.NoFault, VerdictReason.OnlyUnrelatedMoved, 0.7, caps, null, ranking)
                : Finding(Verdict.Inconclusive, VerdictReason.NoCandidate, 0.3, caps, null, ranking);
        }

        Cap(caps, cause.IsSecondHand, 0.75, ConfidenceCap.SecondHandEvidence);
        Cap(caps, OthersUnmeasured(ranking, cause), 0.82, ConfidenceCap.ServicesUnmeasured);
        Cap(caps, ranking.Margin < CloseMargin, 0.49, ConfidenceCap.CloseRunnerUp);
        var strength = Math.Clamp(((cause.Strongest?.Score ?? parameters.ShiftThreshold) / parameters.ShiftThreshold) - 1, 0, 1);
        var confidence = 0.5 + (0.2 * strength) + (0.2 * Math.Min(1, ranking.Margin / 0.3)) + (0.08 * Math.Min(1, cause.Change / parameters.ChangeWeight));
        return ranking.Margin < CloseMargin
            ? Finding(Verdict.Contributing, VerdictReason.CloseCandidates, confidence, caps, cause, ranking)
            : Finding(Verdict.RootCause, VerdictReason.ClearCause, confidence, caps, cause, ranking);
    }

    private static bool OthersUnmeasured(RankingResult ranking, CandidateScore cause) =>
        ranking.Candidates.Any(c => c.Hops is not null && c.Service != cause.Service && c.Reason == CandidateReason.NothingMeasured);

    private static VerdictFinding Without(VerdictReason reason, RankingResult ranking) => new(
        Verdict.Inconclusive, reason, reason == VerdictReason.NoMetrics ? 0 : 0.2, ConfidenceWord.Low,
        [reason == VerdictReason.NoMetrics ? ConfidenceCap.MetricsMissing : ConfidenceCap.ShortBaseline], null, ranking.Margin);

    private static void Cap(SortedDictionary<double, ConfidenceCap> caps, bool applies, double at, ConfidenceCap cap)
    {
        if (applies)
            caps[at] = cap;
    }

    private static VerdictFinding Finding(
        Verdict verdict, VerdictReason reason, double confidence, SortedDictionary<double, ConfidenceCap> caps, CandidateScore? cause, RankingResult ranking)
    {
        var effective = caps.Where(c => c.Key < confidence).ToList();
        var value = Math.Round(effective.Count > 0 ? effective[0].Key : confidence, 2);
        var word = value >= 0.8 ? ConfidenceWord.High : value >= 0.5 ? ConfidenceWord.Medium : ConfidenceWord.Low;
        return new VerdictFinding(verdict, reason, value, word, [.. effective.Select(c => c.Value)], cause, ranking.Margin);
    }
}
