namespace SrePlatform.Assistant.Anomalies;

/// <summary>
/// Distance of the last stretch of samples from the most similar stretch ever seen: the left matrix profile
/// (Yeh et al., "Matrix Profile I", ICDM 2016), without normalising, updated sample by sample.
/// </summary>
internal sealed class ShapeNovelty(int width, int capacity)
{
    private readonly List<double> _values = [];
    private double[] _squares = new double[1024];

    /// <summary>Root mean square distance, in the unit of the series; null until there is something to compare with.</summary>
    public double? Next(double value)
    {
        if (_values.Count >= capacity)
            Forget(capacity / 4);
        var now = _values.Count;
        _values.Add(value);
        if (_squares.Length <= now)
            Array.Resize(ref _squares, 2 * _squares.Length);
        var best = double.PositiveInfinity;
        for (var then = now - 1; then >= 0; then--)
        {
            // Squared distance of the stretches ending now and then, from that of the stretches one sample earlier.
            var entering = value - _values[then];
            var sum = (then > 0 ? _squares[then - 1] : 0) + (entering * entering);
            if (then >= width)
            {
                var leaving = _values[now - width] - _values[then - width];
                sum -= leaving * leaving;
            }

            _squares[then] = Math.Max(0, sum);
            if (then >= width - 1 && then <= now - width && sum < best)
                best = Math.Max(0, sum);
        }

        return double.IsInfinity(best) || now < 4 * width ? null : Math.Sqrt(best / width);
    }

    private void Forget(int count)
    {
        _values.RemoveRange(0, count);
        Array.Copy(_squares, count, _squares, 0, _values.Count);
    }
}
