namespace SrePlatform.Assistant.Anomalies;

/// <summary>Distance of a value from the nearest one seen about this time on one of the last seven days (or other seasons).</summary>
internal sealed class SeasonNovelty(int period)
{
    private const int Seasons = 7;
    private const int Slack = 3;

    private readonly List<double> _values = [];

    /// <summary>Distance in the unit of the series; null in the first season.</summary>
    public double? Next(double value)
    {
        var nearest = double.PositiveInfinity;
        for (var season = 1; season <= Seasons; season++)
        {
            var centre = _values.Count - (season * period);
            for (var i = Math.Max(0, centre - Slack); i <= Math.Min(centre + Slack, _values.Count - 1) && centre >= Slack; i++)
                nearest = Math.Min(nearest, Math.Abs(value - _values[i]));
        }

        _values.Add(value);
        if (_values.Count > 2 * (Seasons + 1) * period)
            _values.RemoveRange(0, _values.Count / 2);
        return double.IsInfinity(nearest) ? null : nearest;
    }
}
