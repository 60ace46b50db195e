using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Evaluation.Scenarios;

/// <summary>How a diagnosis did on one scenario.</summary>
/// <param name="IsFirst">A service with a fault was named first; for a healthy system, no fault was claimed.</param>
/// <param name="ClaimsFault">A cause was named, alone or among several.</param>
/// <param name="IsConfidentlyWrong">A wrong cause was named, or a fault on a healthy system, with a confidence of 0.5 or more.</param>
/// <param name="Claims">Claims made.</param>
/// <param name="Uncited">Claims that cite nothing, or something that no source answered.</param>
internal sealed record ScenarioOutcome(bool IsFirst, bool ClaimsFault, bool IsConfidentlyWrong, int Claims, int Uncited)
{
    private const double Confident = 0.5;

    public static ScenarioOutcome Of(IReadOnlyList<string> truth, AnalysisDocument document, IEnumerable<Observation> observations)
    {
        var known = observations.Where(row => row.Status is ObservationStatus.Checked or ObservationStatus.Empty).Select(row => row.Number).ToHashSet();
        var claimsFault = document.Verdict is Verdict.RootCause or Verdict.Contributing;
        var ranked = Ranked(document);
        var isFirst = truth.Count == 0 ? !claimsFault : claimsFault && ranked.Count > 0 && truth.Contains(ranked[0], StringComparer.Ordinal);
        return new ScenarioOutcome(
            isFirst,
            claimsFault,
            claimsFault && !isFirst && document.Confidence.Value >= Confident,
            document.Claims.Count,
            document.Claims.Count(claim => claim.Observations.Count == 0 || !claim.Observations.All(known.Contains)));
    }

    /// <summary>The causes in the order in which a reader is told of them.</summary>
    public static IReadOnlyList<string> Ranked(AnalysisDocument document) =>
        [.. new[] { document.RootCause?.Service }.OfType<string>().Concat(document.Candidates.Select(candidate => candidate.Service)).Distinct(StringComparer.Ordinal)];
}
