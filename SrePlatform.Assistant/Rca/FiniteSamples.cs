namespace SrePlatform.Assistant.Rca;

/// <summary>The finite samples of a series within a window; counters become rates.</summary>
/// <param name="Times">Unix seconds, ascending.</param>
/// <param name="Values">Finite, same length.</param>
internal readonly record struct FiniteSamples(double[] Times, double[] Values)
{
    /// <summary>Samples kept.</summary>
    public int Count => Times.Length;

    /// <summary>Takes what lies in [<paramref name="start"/>, <paramref name="end"/>] and is a number.</summary>
    public static FiniteSamples Of(MetricSeries series, double start, double end)
    {
        var length = Math.Min(series.Times.Length, series.Values.Length);
        var times = new List<double>(length);
        var values = new List<double>(length);
        for (var i = 0; i < length; i++)
        {
            var (time, value) = (series.Times[i], series.Values[i]);
            if (!(time >= start && time <= end) || !double.IsFinite(value) || (times.Count > 0 && time <= times[^1]))
                continue;
            times.Add(time);
            values.Add(value);
        }

        var samples = new FiniteSamples([.. times], [.. values]);
        return Signals.IsCounter(series.Signal) ? samples.ToRates() : samples;
    }

    /// <summary>Increase per second between successive samples; a fall is a restart from zero, as in Prometheus' rate().</summary>
    public FiniteSamples ToRates()
    {
        if (Count < 2)
            return new FiniteSamples([], []);
        var rates = new double[Count - 1];
        for (var i = 1; i < Count; i++)
        {
            var increase = Values[i] >= Values[i - 1] ? Values[i] - Values[i - 1] : Math.Max(0, Values[i]);
            rates[i - 1] = increase / (Times[i] - Times[i - 1]);
        }

        return new FiniteSamples(Times[1..], rates);
    }

    /// <summary>Index of the first sample at or after <paramref name="time"/>.</summary>
    public int IndexAt(double time)
    {
        var index = Array.BinarySearch(Times, time);
        return index < 0 ? ~index : index;
    }
}
