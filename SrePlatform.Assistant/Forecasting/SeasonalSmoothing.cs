namespace SrePlatform.Assistant.Forecasting;

/// <summary>
/// Exponential smoothing with any number of additive seasons and a first-order autoregressive error
/// (Taylor, "Short-term electricity demand forecasting using double seasonal exponential smoothing", JORS 2003;
/// damping of the trend after Gardner and McKenzie, 1985).
/// </summary>
internal sealed class SeasonalSmoothing
{
    private readonly int[] _periods;
    private readonly double[][] _seasons;
    private readonly double[][] _start;

    /// <summary>Prepares for a series.</summary>
    /// <param name="values">Equally spaced, finite.</param>
    /// <param name="periods">Samples per season, ascending, each at most half of the series.</param>
    public SeasonalSmoothing(ReadOnlySpan<double> values, int[] periods)
    {
        _periods = periods;
        _start = SeasonalProfile.Start(values, periods);
        _seasons = [.. _start.Select(s => new double[s.Length])];
    }

    /// <summary>Smoothing constants, each 0..1.</summary>
    /// <param name="Level">Of the level.</param>
    /// <param name="Trend">Of the trend.</param>
    /// <param name="Season">Of all seasons.</param>
    /// <param name="Carry">Share of an error that the next sample inherits.</param>
    /// <param name="Damping">Share of the trend that the next sample keeps.</param>
    public readonly record struct Constants(double Level, double Trend, double Season, double Carry, double Damping);

    /// <summary>Runs over the series once and forecasts from each origin on the way.</summary>
    /// <param name="values">The series.</param>
    /// <param name="constants">Smoothing constants.</param>
    /// <param name="origins">Numbers of samples known, ascending, the last at most the length of the series.</param>
    /// <param name="forecasts">One row per origin; its length is the horizon.</param>
    public void Run(ReadOnlySpan<double> values, Constants constants, ReadOnlySpan<int> origins, double[][] forecasts)
    {
        for (var s = 0; s < _start.Length; s++)
            _start[s].CopyTo(_seasons[s], 0);
        var first = Math.Min(values.Length, _periods.Length > 0 ? _periods[0] : 8);
        var (level, trend, error, next) = (0.0, 0.0, 0.0, 0);
        for (var t = 0; t < first; t++)
            level += (values[t] - SeasonAt(t)) / first;
        for (var t = 0; t <= values.Length && next < origins.Length; t++)
        {
            if (t == origins[next])
                Continue(t, level, trend, error, constants, forecasts[next++]);
            if (t == values.Length)
                break;
            var plain = level + (constants.Damping * trend) + SeasonAt(t);
            var miss = values[t] - plain - (constants.Carry * error);
            level += (constants.Damping * trend) + (constants.Level * miss);
            trend = (constants.Damping * trend) + (constants.Trend * constants.Level * miss);
            for (var s = 0; s < _periods.Length; s++)
                _seasons[s][t % _periods[s]] += constants.Season * miss;
            error = values[t] - plain;
        }
    }

    private void Continue(int t, double level, double trend, double error, Constants constants, double[] forecast)
    {
        for (var h = 0; h < forecast.Length; h++)
        {
            error *= constants.Carry;
            trend *= constants.Damping;
            level += trend;
            forecast[h] = level + SeasonAt(t + h) + error;
        }
    }

    private double SeasonAt(int t)
    {
        var sum = 0.0;
        for (var s = 0; s < _periods.Length; s++)
            sum += _seasons[s][t % _periods[s]];
        return sum;
    }
}
