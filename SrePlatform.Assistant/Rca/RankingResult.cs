namespace SrePlatform.Assistant.Rca;

/// <summary>What a ranking found.</summary>
/// <param name="Candidates">Every service, best first.</param>
/// <param name="Shifts">Every series, in the order of the input.</param>
/// <param name="Symptom">The shift that stands for the symptom; null when the symptom services are in order.</param>
/// <param name="SymptomOnset">Unix seconds; null when there is no symptom.</param>
/// <param name="Cut">Unix seconds at which the baseline was ended.</param>
/// <param name="BaselineSeconds">Median length of the baselines.</param>
/// <param name="AnyShift">Whether anything moved in a bad direction, anywhere.</param>
/// <param name="HasTopology">Whether a call graph that knows the symptom took part.</param>
/// <param name="MeasuredServices">Services with at least one comparable series.</param>
/// <param name="Margin">Score of the first candidate less that of the second that is not its consequence; 0..1.</param>
public sealed record RankingResult(
    IReadOnlyList<CandidateScore> Candidates,
    IReadOnlyList<SeriesShift> Shifts,
    SeriesShift? Symptom,
    double? SymptomOnset,
    double Cut,
    double BaselineSeconds,
    bool AnyShift,
    bool HasTopology,
    int MeasuredServices,
    double Margin)
{
    /// <summary>Whether the baseline holds time when something was already wrong: then nothing standing out is no proof of health.</summary>
    public bool BaselineIsTroubled { get; init; }

    /// <summary>The cause, where one was found.</summary>
    public CandidateScore? Cause => Candidates.FirstOrDefault(c => c.Role == CandidateRole.Cause);
}
