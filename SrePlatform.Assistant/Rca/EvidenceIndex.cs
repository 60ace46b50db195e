namespace SrePlatform.Assistant.Rca;

/// <summary>Shifts by the service that they speak of.</summary>
internal sealed class EvidenceIndex
{
    private readonly ServiceEvidence _nothing = new("", [], [], [], false);

    private readonly Dictionary<string, ServiceEvidence> _byService = new(StringComparer.Ordinal);

    public EvidenceIndex(IReadOnlyList<SeriesShift> shifts, IEnumerable<string> alsoKnown)
    {
        var own = shifts.Where(s => s.Series.Peer is null).ToLookup(s => s.Series.Service, StringComparer.Ordinal);
        var reported = shifts.Where(s => s.Series.Peer is not null).ToLookup(s => s.Series.Peer!, StringComparer.Ordinal);
        var services = own.Select(g => g.Key).Concat(reported.Select(g => g.Key)).Concat(shifts.Select(s => s.Series.Service)).Concat(alsoKnown);
        foreach (var service in services.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            _byService[service] = Of(service, [.. own[service]], [.. reported[service]]);
    }

    public IEnumerable<ServiceEvidence> All => _byService.Values;

    public ServiceEvidence this[string service] => _byService.GetValueOrDefault(service) ?? _nothing;

    private static ServiceEvidence Of(string service, List<SeriesShift> own, List<SeriesShift> reported)
    {
        var down = own.Any(s => s.Meaning.Family == SignalFamily.Liveness && s.IsBad);
        var silent = own.Any(s => s.HasBaseline || s.Vanished) && own.All(s => s.Vanished || !double.IsFinite(s.After));
        return new ServiceEvidence(service, StrongestFirst(own), StrongestFirst(NotDenied(own, reported)), own, down || silent);
    }

    /// <summary>
    /// What callers measure of a service's time says nothing about it while the service measures its own time as usual:
    /// it is lost on the way, or by the caller. Failed calls may never have arrived, so they count.
    /// </summary>
    private static List<SeriesShift> NotDenied(List<SeriesShift> own, List<SeriesShift> reported)
    {
        var isUsual = own.Any(s => s.Meaning.Family == SignalFamily.Latency && s.HasBaseline && !s.IsShifted && double.IsFinite(s.After) && !s.Vanished);
        return isUsual ? [.. reported.Where(s => s.Meaning.Family != SignalFamily.Latency)] : reported;
    }

    private static List<SeriesShift> StrongestFirst(List<SeriesShift> shifts) =>
        [.. shifts
            .Where(s => s.IsBad)
            .OrderByDescending(s => s.Score)
            .ThenBy(s => s.Series.Signal, StringComparer.Ordinal)
            .ThenBy(s => s.Series.Service, StringComparer.Ordinal)];
}
