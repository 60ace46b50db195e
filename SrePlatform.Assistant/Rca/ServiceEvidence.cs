namespace SrePlatform.Assistant.Rca;

/// <summary>What the shifts say about one service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Bad">Its own bad shifts, strongest first.</param>
/// <param name="Reported">Bad shifts that callers measured at it, strongest first.</param>
/// <param name="All">All of its own series.</param>
/// <param name="IsDead">It reports itself as down, or has gone silent, or never reported while callers call it.</param>
internal sealed record ServiceEvidence(
    string Service,
    IReadOnlyList<SeriesShift> Bad,
    IReadOnlyList<SeriesShift> Reported,
    IReadOnlyList<SeriesShift> All,
    bool IsDead)
{
    /// <summary>What callers report weighs this much while the service reports for itself (or stands behind another's name).</summary>
    private const double SecondHandWeight = 0.5;

    private readonly Dictionary<string, SeriesShift?> _moves = new(StringComparer.Ordinal);

    private Moment? _onset;

    /// <summary>Whether only its callers speak of it.</summary>
    public bool IsSecondHand => Telling.Count == 0 && Reported.Count > 0;

    /// <summary>Own bad shifts other than of traffic, which others decide.</summary>
    public IReadOnlyList<SeriesShift> Telling { get; } = [.. Bad.Where(s => s.Meaning.Family != SignalFamily.Traffic)];

    /// <summary>The shift that says most.</summary>
    public SeriesShift? Strongest => Telling.Count > 0 ? Telling[0] : Reported.Count > 0 ? Reported[0] : Bad.Count > 0 ? Bad[0] : null;

    /// <summary>Robust standard deviations of the strongest, after weighing who says it; 0 when nothing but traffic moved.</summary>
    public double Strength { get; } = Math.Max(
        Bad.Where(s => s.Meaning.Family != SignalFamily.Traffic).Select(s => s.Score).FirstOrDefault(),
        (IsDead ? 1 : SecondHandWeight) * Reported.Select(s => s.Score).FirstOrDefault());

    /// <summary>Earliest onset among the shifts that are at least a third as strong as the strongest.</summary>
    public double? Onset => (_onset ??= new Moment(EarliestOnset())).At;

    /// <summary>Requests per second in the baseline; null where not measured.</summary>
    public double? UsualRate { get; } = All
        .Where(s => s.Meaning.Family == SignalFamily.Traffic && s.HasBaseline)
        .Select(s => (double?)s.Before)
        .Max();

    /// <summary>Whether it uses far more of a resource than usual.</summary>
    public bool IsSaturated => Telling.Any(s => s.Meaning.Family == SignalFamily.Saturation);

    /// <summary>Whether traffic rose by half or more.</summary>
    public bool HasSurge => Bad.Any(s => s.Meaning.Family == SignalFamily.Traffic && s.Direction > 0 && s.After >= 1.5 * s.Before);

    /// <summary>Its traffic, where measured with a baseline.</summary>
    public SeriesShift? Traffic => All.FirstOrDefault(s => s.Meaning.Family == SignalFamily.Traffic && s.HasBaseline);

    /// <summary>Its own series of this signal, moved or not, where measured with a baseline.</summary>
    public SeriesShift? Signal(string signal) => All.FirstOrDefault(s => s.HasBaseline && Canonical(s.Series.Signal) == signal);

    /// <summary>The bad move in this signal, own before reported; null where it did not move.</summary>
    public SeriesShift? In(string signal)
    {
        if (!_moves.TryGetValue(signal, out var move))
            _moves[signal] = move = Find(signal);
        return move;
    }

    private double? EarliestOnset()
    {
        var strongest = Strongest?.Score ?? 0;
        double? earliest = null;
        foreach (var shift in Telling.Concat(Reported))
        {
            if (shift.Onset is { } onset && shift.Score * 3 >= strongest && !(earliest <= onset))
                earliest = onset;
        }

        return earliest ?? Strongest?.Onset;
    }

    private SeriesShift? Find(string signal) =>
        Bad.FirstOrDefault(s => Canonical(s.Series.Signal) == signal) ?? Reported.FirstOrDefault(s => Canonical(s.Series.Signal) == signal);

    /// <summary>What a caller measures at a peer, under the name of what the peer would measure itself.</summary>
    public static string Canonical(string signal)
    {
        if (!signal.StartsWith(Signals.PeerPrefix, StringComparison.Ordinal))
            return signal;
        return signal == Signals.PeerLatency ? Signals.LatencyP95 : signal[Signals.PeerPrefix.Length..];
    }

    /// <summary>A moment that is known, even if it is known not to exist.</summary>
    private sealed record Moment(double? At);
}
