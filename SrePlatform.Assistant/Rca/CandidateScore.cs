namespace SrePlatform.Assistant.Rca;

/// <summary>One service in the ranking. The score is the sum of its four parts.</summary>
/// <param name="Service">The service.</param>
/// <param name="Score">0..1; comparable between the candidates of one ranking.</param>
/// <param name="Shift">Part for the size of the shift that its callees do not explain.</param>
/// <param name="OnsetOrder">Part for having moved before the others.</param>
/// <param name="Graph">Part for its place on the path from the symptom.</param>
/// <param name="Change">Part for a change shortly before its onset.</param>
/// <param name="Role">What it has to do with the symptom.</param>
/// <param name="Reason">Why it has that role.</param>
/// <param name="Onset">Unix seconds of its own onset.</param>
/// <param name="Strongest">Its most telling shift; of a caller's series where <see cref="IsSecondHand"/>.</param>
/// <param name="ChangeEvent">The change that earned the part, or that was without effect.</param>
/// <param name="ExplainedBy">For a consequence: the callee that accounts for it.</param>
/// <param name="Explained">Share of its shift that its callees account for, 0..1.</param>
/// <param name="IsSecondHand">Whether all evidence comes from its callers.</param>
/// <param name="Hops">Calls between the symptom and it; null when not on a path or unknown.</param>
public sealed record CandidateScore(
    string Service,
    double Score,
    double Shift,
    double OnsetOrder,
    double Graph,
    double Change,
    CandidateRole Role,
    CandidateReason Reason,
    double? Onset,
    SeriesShift? Strongest,
    ChangeEvent? ChangeEvent,
    string? ExplainedBy,
    double Explained,
    bool IsSecondHand,
    int? Hops)
{
    /// <summary>
    /// Orders candidates without a finding by how far their signals moved, though not far enough to count; 0..1.
    /// It is where to look next, not evidence.
    /// </summary>
    public double Suspicion { get; init; }
}
