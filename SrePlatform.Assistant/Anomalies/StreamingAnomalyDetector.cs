namespace SrePlatform.Assistant.Anomalies;

/// <summary>
/// Scores samples one after the other, each by what came before it only. A sample is anomalous when its value was never
/// near anything seen, or not about this time of the season, or when the last stretch has a shape never seen; the most
/// surprising of the three counts. An alarm is raised once: until it gets worse, what follows it stays quiet.
/// Time per sample grows with the history (at most 25,000 samples), memory is bounded by it.
/// </summary>
/// <param name="period">Samples per season, usually a day; 0 for none.</param>
public sealed class StreamingAnomalyDetector(int period)
{
    /// <summary>Samples remembered: a quarter of a year at five minutes.</summary>
    private const int Capacity = 25_000;

    /// <summary>Samples of a stretch whose shape is compared.</summary>
    private const int ShapeWidth = 48;

    /// <summary>Samples for which an alarm keeps lesser ones quiet.</summary>
    private const int QuietSamples = 60;

    /// <summary>Surprise that scores one half: one in a thousand.</summary>
    private const double HalfSurprise = 3;

    /// <summary>The smaller, the more it counts that several kinds of novelty agree.</summary>
    private const double Agreement = 6;

    private readonly ValueNovelty _value = new(Capacity);
    private readonly SeasonNovelty? _season = period > 1 ? new SeasonNovelty(period) : null;
    private readonly ShapeNovelty _shape = new(ShapeWidth, Capacity);
    private readonly SurpriseScale _valueScale = new(Capacity);
    private readonly SurpriseScale _seasonScale = new(Capacity);
    private readonly SurpriseScale _shapeScale = new(Capacity);
    private readonly Queue<double> _recent = new();
    private double _last;

    /// <summary>Scores the next sample; a gap (NaN) scores 0 and counts as unchanged.</summary>
    /// <returns>0 for usual, one half for one in a thousand, towards 1 for the unheard of.</returns>
    public double Next(double value)
    {
        var isGap = !double.IsFinite(value);
        _last = isGap ? _last : value;
        var surprise = Together(
            _valueScale.Judge(_value.Next(_last)),
            _season?.Next(_last) is { } season ? _seasonScale.Judge(season) : 0,
            _shape.Next(_last) is { } shape ? _shapeScale.Judge(shape) : 0);
        if (isGap)
            return 0;
        var isNews = _recent.Count == 0 || surprise > _recent.Max();
        _recent.Enqueue(surprise);
        if (_recent.Count > QuietSamples)
            _recent.Dequeue();
        return isNews ? surprise / (surprise + HalfSurprise) : 0;
    }

    /// <summary>The largest, and a little more when others agree (a p-norm).</summary>
    private static double Together(double value, double season, double shape) =>
        Math.Pow(Math.Pow(value, Agreement) + Math.Pow(season, Agreement) + Math.Pow(shape, Agreement), 1 / Agreement);
}
