namespace SrePlatform.Assistant.Anomalies;

/// <summary>Distance of a value from the nearest one ever seen.</summary>
internal sealed class ValueNovelty(int capacity)
{
    private readonly List<double> _sorted = [];

    /// <summary>Distance in the unit of the series, then remembers the value; 0 for the first.</summary>
    public double Next(double value)
    {
        var at = _sorted.BinarySearch(value);
        if (at >= 0)
            return 0;
        at = ~at;
        var below = at > 0 ? value - _sorted[at - 1] : double.PositiveInfinity;
        var above = at < _sorted.Count ? _sorted[at] - value : double.PositiveInfinity;
        var distance = _sorted.Count == 0 ? 0 : Math.Min(below, above);
        _sorted.Insert(at, value);
        if (_sorted.Count > capacity)
            _sorted.RemoveAt(at > 1 ? 1 : _sorted.Count - 2);
        return distance;
    }
}
