namespace SrePlatform.Assistant.Rca;

/// <summary>The four parts of one candidate's score.</summary>
internal sealed class CandidateScoring
{
    /// <summary>Own trouble that cannot be compared with the symptom (other units) counts half.</summary>
    private const double UnknownImpact = 0.5;

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

    public CandidateScoring(RankingInput input, RankingParameters parameters, CallGraph graph, EvidenceIndex evidence, SymptomView symptom)
    {
        (_input, _parameters, _graph, _evidence, _symptom) = (input, parameters, graph, evidence, symptom);
        _onsetTolerance = Math.Max(parameters.SustainedSeconds / 2, 2 * input.StepSeconds);
        _explanations = new ExplanationModel(graph, evidence, _onsetTolerance);
        var eligible = evidence.All.Where(e => IsOnPath(e.Service) && (e.Strength > 0 || e.IsDead)).ToList();
        _strongest = eligible.Select(e => e.Strength).DefaultIfEmpty(0).Max();
        _earliest = eligible.Min(e => e.Onset);
    }

    public CandidateScore Score(ServiceEvidence service)
    {
        var change = ChangeBefore(service);
        var hops = _symptom.HasTopology ? _symptom.Hops(service.Service) : null;
        if (service.Strength == 0 && !service.IsDead)
            return Empty(service, change.Event, hops);
        var explained = Explained(service);
        var onPath = IsOnPath(service.Service) ? 0.4 + (0.6 * Place(service.Service)) : 0.1;
        var factor = onPath * (1 - (0.95 * explained.Share));
        var shift = _parameters.ShiftWeight * factor * Size(service) * Impact(service);
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

    /// <summary>Size of the shift on a logarithmic scale, as a share of the largest on the path.</summary>
    private double Size(ServiceEvidence service)
    {
        if (service.IsDead)
            return 1;
        return _strongest > 0 ? Math.Min(1, Math.Log(1 + service.Strength) / Math.Log(1 + _strongest)) : 0;
    }

    /// <summary>Share of the symptom that the service's own move amounts to.</summary>
    private double Impact(ServiceEvidence service)
    {
        if (!_symptom.HasTopology)
            return service.Telling.Any(s => s.Meaning.Family == SignalFamily.Saturation) ? 1 : TravellingImpact;
        if (_symptom.Shift is not { } symptom || service.IsDead)
            return 1;
        if (service.In(ServiceEvidence.Canonical(symptom.Series.Signal)) is not { } move)
            return UnknownImpact;
        var size = Math.Abs(symptom.Change);
        return size > 0 ? Math.Clamp(_explanations.AmountSeen(_evidence[symptom.Series.Service], service, move) / size, 0, 1) : UnknownImpact;
    }

    /// <summary>1 for the earliest on the path, falling to 0 at five tolerances later.</summary>
    private double Order(double? onset) => onset is { } own && _earliest is { } first
        ? 1 - Math.Clamp((own - first - _onsetTolerance) / (4 * _onsetTolerance), 0, 1)
        : 0.5;

    /// <summary>Share of the symptoms that depend on the service; 1 where no graph is known.</summary>
    private double Place(string service) => _symptom.HasTopology ? _symptom.Coverage(service) : 1;

    private (double Weight, ChangeEvent? Event) ChangeBefore(ServiceEvidence service)
    {
        var onset = service.Onset ?? _symptom.Onset ?? _input.OnsetHint ?? _input.WindowEnd;
        var before = _input.Changes
            .Where(c => c.Service == service.Service && c.At <= onset + _onsetTolerance && c.At >= onset - _parameters.ChangeLookbackSeconds)
            .OrderByDescending(c => c.At)
            .ThenBy(c => c.Reference, StringComparer.Ordinal)
            .FirstOrDefault();
        return before is null
            ? (0, null)
            : (1 - (0.5 * Math.Max(0, onset - before.At) / _parameters.ChangeLookbackSeconds), before);
    }
}
