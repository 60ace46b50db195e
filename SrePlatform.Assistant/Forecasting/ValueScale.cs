namespace SrePlatform.Assistant.Forecasting;

/// <summary>The scale on which a model adds things up; on logarithms, seasons and trends are shares.</summary>
internal sealed class ValueScale
{
    /// <summary>As measured.</summary>
    public static readonly ValueScale Plain = new(false);

    /// <summary>Natural logarithms, for positive series.</summary>
    public static readonly ValueScale Logarithm = new(true);

    private const double LargestExponent = 700;

    private readonly bool _isLogarithm;

    private ValueScale(bool isLogarithm) => _isLogarithm = isLogarithm;

    /// <summary>For the model's name.</summary>
    public string Suffix => _isLogarithm ? ", logarithmic" : "";

    public double[] Into(double[] values) => _isLogarithm ? [.. values.Select(v => Math.Log(v))] : values;

    public void Back(double[][] rows)
    {
        if (!_isLogarithm)
            return;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                row[i] = Math.Exp(Math.Min(row[i], LargestExponent));
        }
    }
}
