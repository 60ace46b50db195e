namespace SrePlatform.Assistant.Anomalies;

/// <summary>
/// How unusual a deviation is among those seen before, as -log10 of its tail probability. Inside the history the
/// probability is counted; beyond its 98th percentile a Pareto tail goes on (Hill, "A simple general approach to
/// inference about the tail of a distribution", 1975), as in SPOT (Siffer et al., KDD 2017).
/// </summary>
internal sealed class SurpriseScale(int capacity)
{
    private const int FewestSamples = 30;
    private const double SmallestTailIndex = 0.05;

    private readonly List<double> _sorted = [];

    /// <summary>Judges a deviation by what came before, then remembers it.</summary>
    /// <param name="deviation">0 or more, in any unit.</param>
    /// <returns>0 for nothing unusual, 3 for one in a thousand; 0 until 30 are known.</returns>
    public double Judge(double deviation)
    {
        var at = FirstNotBelow(deviation);
        var surprise = Surprise(deviation, at);
        _sorted.Insert(at, deviation);
        if (_sorted.Count > capacity)
            Thin();
        return surprise;
    }

    private double Surprise(double deviation, int at)
    {
        var n = _sorted.Count;
        if (n < FewestSamples)
            return 0;
        var tail = Math.Max(8, n / 50);
        var start = _sorted[n - tail];
        if (deviation <= start || start <= 0)
            return -Math.Log10((n - at + 1.0) / (n + 1.0));
        var index = 0.0;
        for (var i = n - tail; i < n; i++)
            index += Math.Log(_sorted[i] / start) / tail;
        return Math.Log10((double)n / tail) + (Math.Log10(deviation / start) / Math.Max(index, SmallestTailIndex));
    }

    private int FirstNotBelow(double value)
    {
        var at = _sorted.BinarySearch(value);
        if (at < 0)
            return ~at;
        while (at > 0 && _sorted[at - 1] == value)
            at--;
        return at;
    }

    /// <summary>Forgets every second value, keeping the largest: the distribution stays.</summary>
    private void Thin()
    {
        var last = _sorted[^1];
        var kept = 0;
        for (var i = 0; i < _sorted.Count; i += 2)
            _sorted[kept++] = _sorted[i];
        _sorted.RemoveRange(kept, _sorted.Count - kept);
        _sorted[^1] = last;
    }
}
