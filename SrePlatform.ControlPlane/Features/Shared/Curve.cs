using System.Globalization;
using System.Text;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>Lines and the area under them as SVG paths in a box that stretches to its place.</summary>
internal static class Curve
{
    public const int Width = 600;
    public const int Height = 64;

    /// <summary>Line and area of samples in equal steps; gaps (NaN) interrupt both.</summary>
    /// <param name="values">Oldest first.</param>
    /// <param name="max">Top of the scale; a little over the largest sample when null.</param>
    /// <param name="line">What kind of line: <c>l</c>, or <c>l step</c>.</param>
    public static string Draw(IReadOnlyList<double> values, double? max = null, string line = "l")
    {
        var top = Top(values, max);
        var stroke = new StringBuilder();
        var area = new StringBuilder();
        var start = -1;
        for (var index = 0; index <= values.Count; index++)
        {
            if (index < values.Count && double.IsFinite(values[index]))
            {
                start = start < 0 ? index : start;
                var point = string.Create(CultureInfo.InvariantCulture, $"{X(index, values.Count):0.#},{Y(values[index], top):0.#}");
                stroke.Append(start == index ? 'M' : 'L').Append(point);
                area.Append(start == index ? string.Create(CultureInfo.InvariantCulture, $"M{X(index, values.Count):0.#},{Height}L") : "L").Append(point);
            }
            else if (start >= 0)
            {
                area.Append(CultureInfo.InvariantCulture, $"L{X(index - 1, values.Count):0.#},{Height}Z");
                start = -1;
            }
        }

        return $"<path class=\"a\" d=\"{area}\"/><path class=\"{line}\" d=\"{stroke}\"/>";
    }

    /// <summary>The value at the top of the box; the browser's charts use the same rule, so nothing moves when they take over.</summary>
    public static double Top(IReadOnlyList<double> values, double? max)
    {
        var largest = max ?? values.Where(double.IsFinite).DefaultIfEmpty(0).Max() * 1.12;
        return largest > 0 ? largest : 1;
    }

    private static double X(int index, int count) => count < 2 ? 0 : index * (double)Width / (count - 1);

    private static double Y(double value, double top) => Height - 1 - (Math.Clamp(value / top, 0, 1) * (Height - 2));
}
