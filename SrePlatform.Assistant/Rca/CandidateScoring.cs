namespace SrePlatform.Assistant.Rca;

/// <summary>The four parts of one candidate's score.</summary>
internal sealed class CandidateScoring
{
    /// <summary>Own trouble that cannot be compared with the symptom (other units) counts less than half.</summary>
    private const double UnknownImpact = 0.4;

    /// <summary>Being early, close or freshly changed counts in full for whoever accounts for this share of the symptom.</summary>
    private const double RelevantImpact = 0.25;

    /// <summary>What only callers report may be theirs, or another's under a second name.</summary>
    private const double SecondHandImpact = 0.7;

    /// <summary>Without a call graph: latency and errors travel to callers and may be borrowed, saturation stays where it is.</summary>
    private const double TravellingImpact = 0.7;

    private readonly RankingInput _input;
    private readonly RankingParameters _parameters;
    private readonly CallGraph _graph;
    private readonly EvidenceIndex _evidence;
    private readonly SymptomView _symptom;
    private readonly ExplanationModel _explanations;
    private readonly double _onsetTolerance;
    private readonly double _strongest;
    private readonly double? _earliest;
    private readonly double _largestAmount;

    public CandidateScoring(RankingInput input, RankingParameters parameters, CallGraph graph, EvidenceIndex evidence, SymptomView symptom, double cut)
    {
        var from = symptom.Onset is { } onset ? Math.Max(cut, onset - input.StepSeconds) : cut;
        (_input, _parameters, _graph, _evidence, _symptom) = (input, parameters, graph, evidence, symptom);
        _onsetTolerance = Math.Max(parameters.SustainedSeconds / 2, 2 * input.StepSeconds);
        _explanations = new ExplanationModel(graph, evidence, from, input.StepSeconds, _onsetTolerance);
        var eligible = evidence.All.Where(e => IsOnPath(e.Service) && (e.Strength > 0 || e.IsDead)).ToList();
        _strongest = eligible.Select(e => e.Strength).DefaultIfEmpty(0).Max();
        _earliest = eligible.Min(e => e.Onset);
        _largestAmount = eligible.Select(Amount).DefaultIfEmpty(0).Max();
    }

    public CandidateScore Score(ServiceEvidence service)
    {
        var change = ChangeBefore(service);
        var hops = _symptom.HasTopology ? _symptom.Hops(service.Service) : null;
        if (service.Strength == 0 && !service.IsDead)
            return Empty(service, change.Event, hops) with { Suspicion = Suspicion(service) };
        var explained = Explained(service);
        var onPath = IsOnPath(service.Service) ? 0.4 + (0.6 * Place(service.Service)) : 0.1;
        var factor = onPath * (1 - (0.95 * explained.Share));
        var impact = Impact(service);
        var shift = _parameters.ShiftWeight * factor * Size(service) * impact;
        factor *= Math.Min(1, impact / RelevantImpact);
        var onset = _parameters.OnsetWeight * factor * Order(service.Onset);
        var graph = _parameters.GraphWeight * factor * Place(service.Service);
        var changed = _parameters.ChangeWeight * factor * change.Weight;
        return new CandidateScore(
            service.Service, shift + onset + graph + changed, shift, onset, graph, changed, CandidateRole.RuledOut, CandidateReason.NoShift,
            service.Onset, service.Strongest, change.Event, explained.By, explained.Share, service.IsSecondHand, hops);
    }

    private static CandidateScore Empty(ServiceEvidence service, ChangeEvent? change, int? hops)
    {
        var reason = service.All.Count == 0 ? CandidateReason.NothingMeasured
            : change is not null && !service.All.Any(s => s.IsShifted) ? CandidateReason.ChangedWithoutEffect
            : service.Bad.Count > 0 ? CandidateReason.FollowsItsCallers
            : service.All.Any(s => s.IsShifted) ? CandidateReason.HarmlessShift
            : CandidateReason.NoShift;
        var role = reason == CandidateReason.FollowsItsCallers ? CandidateRole.Consequence : CandidateRole.RuledOut;
        return new CandidateScore(
            service.Service, 0, 0, 0, 0, 0, role, reason, service.Strongest?.Onset, service.Strongest, change, null, 0, false, hops);
    }

    private double Suspicion(ServiceEvidence service)
    {
        if (!IsOnPath(service.Service))
            return 0;
        var nearest = service.All
            .Where(s => s.HasBaseline && s.Meaning.Family != SignalFamily.Traffic && s.Meaning.IsBad(s.Direction))
            .MaxBy(s => s.Score);
        if (nearest is null)
            return 0;
        var size = nearest.Score / (nearest.Score + _parameters.ShiftThreshold);
        return _symptom.Shift is { IsBad: true } symptom && service.Signal(ServiceEvidence.Canonical(symptom.Series.Signal)) is { } same && !same.IsShifted
            && _explanations.Removed(_evidence[symptom.Series.Service], symptom, service, same) is var share && !double.IsNaN(share)
            ? size * (0.5 + (0.5 * share)) : size * 0.5;
    }

    private bool IsOnPath(string service) => !_symptom.HasTopology || _symptom.Hops(service) is not null;

    private Explanation Explained(ServiceEvidence service)
    {
        var move = Comparable(service);
        return move is null || service.IsDead ? new Explanation(0, null) : _explanations.Of(service, move);
    }

    /// <summary>The move to compare with neighbours: in the symptom's signal if there is one, else the strongest that users feel.</summary>
    private SeriesShift? Comparable(ServiceEvidence service)
    {
        var signal = _symptom.Shift is { } symptom ? ServiceEvidence.Canonical(symptom.Series.Signal) : null;
        return (signal is null ? null : service.In(signal))
            ?? service.Telling.FirstOrDefault(s => s.Meaning.Family is SignalFamily.Errors or SignalFamily.Latency);
    }

    /// <summary>
    /// Against a symptom: how certain the shift is, since what it amounts to is the impact's matter.
    /// Without one: its size on a logarithmic scale, as a share of the largest.
    /// </summary>
    private double Size(ServiceEvidence service)
    {
        if (service.IsDead)
            return 1;
        if (_symptom.HasTopology && _symptom.Shift is not null)
            return service.Strength / (service.Strength + (_parameters.ShiftThreshold / 2));
        return _strongest > 0 ? Math.Min(1, Math.Log(1 + service.Strength) / Math.Log(1 + _strongest)) : 0;
    }

    /// <summary>How much of the symptom the service's own move amounts to.</summary>
    private double Impact(ServiceEvidence service)
    {
        if (!_symptom.HasTopology)
            return service.Telling.Any(s => s.Meaning.Family == SignalFamily.Saturation) ? 1 : TravellingImpact;
        var firstHand = service.IsSecondHand && !service.IsDead ? SecondHandImpact : 1;
        var carried = _symptom.IsCarried(service.Service) ? 1 : 0.5;
        return firstHand * carried * (service.IsDead ? 1 : OfSymptom(service));
    }

    private double OfSymptom(ServiceEvidence service)
    {
        if (_symptom.Shift is not { } symptom)
            return 1;
        if (service.In(ServiceEvidence.Canonical(symptom.Series.Signal)) is not { } move)
            return UnknownImpact;
        if (IsMeasure(symptom))
            return _explanations.Removed(_evidence[symptom.Series.Service], symptom, service, move) is var share && double.IsNaN(share) ? UnknownImpact : share;

        // What alerted moved too little to be the measure: the service that adds most is.
        return _largestAmount > 0 ? Amount(service) / _largestAmount : UnknownImpact;
    }

    private static bool IsMeasure(SeriesShift symptom) => symptom.IsBad || (symptom.Score >= 2 && symptom.Meaning.IsBad(symptom.Direction));

    private double Amount(ServiceEvidence service) =>
        _symptom.Shift is { } symptom && service.In(ServiceEvidence.Canonical(symptom.Series.Signal)) is { } move
            ? _explanations.Amount(_evidence[symptom.Series.Service], service, move)
            : 0;

    /// <summary>1 for the earliest on the path, falling to 0 at five tolerances later.</summary>
    private double Order(double? onset) => onset is { } own && _earliest is { } first
        ? 1 - Math.Clamp((own - first - _onsetTolerance) / (4 * _onsetTolerance), 0, 1)
        : 0.5;

    /// <summary>Share of the symptoms that depend on the service, half if what lies between did not move; 1 where no graph is known.</summary>
    private double Place(string service) =>
        _symptom.HasTopology ? _symptom.Coverage(service) * (_symptom.IsCarried(service) ? 1 : 0.5) : 1;

    private SuspectChange ChangeBefore(ServiceEvidence service) => SuspectChange.Find(
        _input.Changes, service.Service, service.Onset ?? _symptom.Onset ?? _input.OnsetHint ?? _input.WindowEnd, _input.OnsetHint, _onsetTolerance, _parameters.ChangeLookbackSeconds);
}
