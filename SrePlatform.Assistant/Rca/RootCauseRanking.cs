namespace SrePlatform.Assistant.Rca;

/// <summary>
/// Ranks services by how likely the trouble starts with them. Shifts of all series are detected, explained along the
/// call graph (see <see cref="ExplanationModel"/>), and what remains unexplained is weighed with its order in time,
/// its place on the path from the symptom, and changes shortly before it. Walking from the symptom to the last service
/// that moved is the traversal of Chen et al., "CauseInfer" (INFOCOM 2014), and Liu et al., "MicroHECL" (ICSE-SEIP 2021);
/// comparing amounts in place of mere presence is ours.
/// </summary>
public static class RootCauseRanking
{
    /// <summary>Ranks. Pure: the same input gives the same result, whatever the order of its lists.</summary>
    public static RankingResult Rank(RankingInput input, RankingParameters? parameters = null)
    {
        parameters ??= RankingParameters.Default;
        var window = OnsetSearch.Window(input, parameters);
        var shifts = new SeriesShift[input.Series.Count];
        for (var i = 0; i < shifts.Length; i++)
            shifts[i] = Asked(ShiftDetection.Detect(input.Series[i], window, parameters), input);
        var graph = new CallGraph(input.Edges.Concat(input.Series
            .Where(s => s.Peer is not null)
            .Select(s => new CallEdge(s.Service, s.Peer!))));
        var evidence = new EvidenceIndex(shifts, graph.Services.Concat(input.Changes.Select(c => c.Service)));
        var symptom = SymptomView.Of(input, graph, evidence);
        var scoring = new CandidateScoring(input, parameters, graph, evidence, symptom, window.Cut);
        var candidates = CandidateRoles.Assign([.. evidence.All.Select(scoring.Score)], symptom);
        return new RankingResult(
            candidates,
            shifts,
            symptom.Shift is { IsBad: true } ? symptom.Shift : null,
            symptom.Onset,
            window.Cut,
            MedianBaseline(shifts),
            shifts.Any(s => s.IsBad) || evidence.All.Any(e => e.IsDead),
            symptom.HasTopology,
            evidence.All.Count(e => e.All.Any(s => s.HasBaseline)),
            MarginOf(candidates))
        {
            BaselineIsTroubled = input.KeepsTroubled,
        };
    }

    /// <summary>Who names no time asks about now: what had ended by then is no trouble, however large it was.</summary>
    private static SeriesShift Asked(SeriesShift shift, RankingInput input) =>
        shift.HasEnded && !(input.OnsetHint is { } hint && double.IsFinite(hint)) ? shift with { IsShifted = false, IsBad = false, Onset = null } : shift;

    private static double MedianBaseline(SeriesShift[] shifts)
    {
        double[] lengths = [.. shifts.Where(s => s.HasBaseline).Select(s => s.BaselineSeconds)];
        return lengths.Length == 0 ? 0 : RobustStatistics.Median(lengths);
    }

    private static double MarginOf(IReadOnlyList<CandidateScore> candidates)
    {
        if (candidates.Count == 0)
            return 0;
        var rival = candidates.Skip(1).Where(c => c.Role is CandidateRole.Cause or CandidateRole.Contributing).Select(c => c.Score).DefaultIfEmpty(0).Max();
        return Math.Clamp(candidates[0].Score - rival, 0, 1);
    }
}
