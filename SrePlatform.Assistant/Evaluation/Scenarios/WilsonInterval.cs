using System.Globalization;

namespace SrePlatform.Assistant.Evaluation.Scenarios;

/// <summary>
/// A share with its 95 % score interval (Wilson, "Probable inference, the law of succession, and statistical inference",
/// JASA 1927), which stays honest for few cases and for shares of 0 and 1.
/// </summary>
internal readonly record struct WilsonInterval(int Count, int Of, double Lower, double Upper)
{
    private const double Z = 1.959964;

    public double Share => Of == 0 ? 0 : Count / (double)Of;

    public static WilsonInterval For(int count, int of)
    {
        if (of == 0)
            return new WilsonInterval(0, 0, 0, 1);
        var share = count / (double)of;
        var denominator = 1 + (Z * Z / of);
        var centre = (share + (Z * Z / (2 * of))) / denominator;
        var half = Z / denominator * Math.Sqrt((share * (1 - share) / of) + (Z * Z / (4.0 * of * of)));
        return new WilsonInterval(count, of, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} of {Of} ({Lower:P0} to {Upper:P0})");
}
