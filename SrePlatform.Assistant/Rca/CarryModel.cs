namespace SrePlatform.Assistant.Rca;

/// <summary>
/// How much of a callee's time and failures its callers feel, learned from normal traffic: the caller's signal is
/// regressed on its callee's, weighed by requests, over the baseline. A caller that waits has a slope of 1; one that
/// hands over and goes on (a queue, a workflow) or that swallows failures has none. What normal variation cannot
/// decide counts as fully felt: the factor is twice the upper end of the slope's 95 % interval (ordinary least squares
/// on samples limited to their 1st and 99th percentile; twice, because noise in the callee's own signal flattens slopes).
/// </summary>
internal sealed class CarryModel(double cut, double tolerance)
{
    private const int FewestSamples = 30;

    private readonly Dictionary<(string, string, string), double> _factors = [];

    /// <summary>0..1; 1 where nothing is known. Only for means and shares: percentiles do not add up.</summary>
    public double Factor(ServiceEvidence caller, ServiceEvidence callee, string signal, double reaching)
    {
        if (signal == Signals.LatencyP95)
            return 1;
        var key = (caller.Service, callee.Service, signal);
        if (!_factors.TryGetValue(key, out var factor))
            _factors[key] = factor = Learn(caller, callee, signal, reaching);
        return factor;
    }

    private double Learn(ServiceEvidence caller, ServiceEvidence callee, string signal, double reaching)
    {
        if (caller.Signal(signal) is not { } felt || callee.Signal(signal) is not { } given)
            return 1;
        var y = new Aligned(felt, cut, tolerance);
        var x = new Aligned(given, cut, tolerance);
        var callerRate = caller.Traffic is { } c ? new Aligned(c, cut, tolerance) : null;
        var calleeRate = callee.Traffic is { } d ? new Aligned(d, cut, tolerance) : null;
        var (xs, ys) = (new List<double>(), new List<double>());
        foreach (var time in y.Times)
        {
            var (amount, share) = (x.At(time), calleeRate?.At(time) / callerRate?.At(time) ?? reaching);
            if (!double.IsFinite(amount) || !double.IsFinite(share))
                continue;
            xs.Add(amount * Math.Min(1, share));
            ys.Add(y.At(time));
        }

        return xs.Count < FewestSamples ? 1 : UpperSlope([.. xs], [.. ys]);
    }

    private static double UpperSlope(double[] x, double[] y)
    {
        Limit(x);
        Limit(y);
        var (mx, my, sxx, sxy, syy) = (x.Average(), y.Average(), 0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            sxx += (x[i] - mx) * (x[i] - mx);
            sxy += (x[i] - mx) * (y[i] - my);
            syy += (y[i] - my) * (y[i] - my);
        }

        if (!(sxx > 1e-12 * Math.Max(1, mx * mx) * x.Length))
            return 1;
        var slope = sxy / sxx;
        var deviation = Math.Sqrt(Math.Max(0, syy - (slope * sxy)) / (x.Length - 2) / sxx);
        var upper = slope + (1.96 * deviation);
        return double.IsFinite(upper) ? Math.Clamp(2 * upper, 0, 1) : 1;
    }

    private static void Limit(double[] values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var (low, high) = (RobustStatistics.Quantile(sorted, 0.01), RobustStatistics.Quantile(sorted, 0.99));
        for (var i = 0; i < values.Length; i++)
            values[i] = Math.Clamp(values[i], low, high);
    }

    /// <summary>A series' baseline, looked up by time in ascending order.</summary>
    private sealed class Aligned(SeriesShift shift, double cut, double tolerance)
    {
        private readonly FiniteSamples _samples = FiniteSamples.Of(shift.Series, double.MinValue, cut);

        public double[] Times => _samples.Times;

        public double At(double time)
        {
            var index = _samples.IndexAt(time);
            if (index > 0 && (index >= _samples.Count || time - _samples.Times[index - 1] < _samples.Times[index] - time))
                index--;
            return index < _samples.Count && Math.Abs(_samples.Times[index] - time) <= tolerance ? _samples.Values[index] : double.NaN;
        }
    }
}
