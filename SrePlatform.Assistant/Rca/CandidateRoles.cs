namespace SrePlatform.Assistant.Rca;

/// <summary>Turns scores into an order and roles with reasons.</summary>
internal static class CandidateRoles
{
    /// <summary>A shift of which callees account for at least this share is a consequence.</summary>
    private const double MostlyExplained = 0.6;

    /// <summary>A second shift with at least this share of the first one's score contributes.</summary>
    private const double Considerable = 0.5;

    public static IReadOnlyList<CandidateScore> Assign(IReadOnlyList<CandidateScore> scored, SymptomView symptom)
    {
        var ordered = scored
            .OrderByDescending(c => c.Score)
            .ThenByDescending(c => c.Suspicion)
            .ThenBy(c => c.Role)
            .ThenBy(c => c.Service, StringComparer.Ordinal)
            .ToList();
        CandidateScore? cause = null;
        for (var i = 0; i < ordered.Count; i++)
        {
            var (role, reason) = RoleOf(ordered[i], cause, symptom);
            ordered[i] = ordered[i] with { Role = role, Reason = reason };
            if (role == CandidateRole.Cause)
                cause = ordered[i];
        }

        return ordered;
    }

    private static (CandidateRole Role, CandidateReason Reason) RoleOf(CandidateScore candidate, CandidateScore? cause, SymptomView symptom)
    {
        if (candidate.Score <= 0)
            return (candidate.Role, candidate.Reason);
        if (symptom.HasTopology && candidate.Hops is null)
            return (CandidateRole.Unrelated, CandidateReason.NotOnACallPath);
        if (candidate.Explained >= MostlyExplained && candidate.ExplainedBy is not null)
            return (CandidateRole.Consequence, CandidateReason.ExplainedByCallee);
        if (cause is null)
            return (CandidateRole.Cause, WhyCause(candidate, symptom));
        return candidate.Score >= Considerable * cause.Score
            ? (CandidateRole.Contributing, CandidateReason.IndependentShift)
            : (CandidateRole.Consequence, CandidateReason.ShiftedAfterTheSymptom);
    }

    private static CandidateReason WhyCause(CandidateScore candidate, SymptomView symptom)
    {
        if (candidate.Change > 0)
            return CandidateReason.ChangedBeforeOnset;
        if (candidate is { IsSecondHand: true, Strongest.Meaning.Family: SignalFamily.Errors })
            return CandidateReason.UnreachableForItsCallers;
        if (candidate.Strongest?.Meaning.Family == SignalFamily.Liveness)
            return CandidateReason.NotAvailable;
        return symptom.HasTopology ? CandidateReason.DeepestUnexplainedShift : CandidateReason.LargestShift;
    }
}
