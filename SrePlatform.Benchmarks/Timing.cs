using System.Globalization;

namespace SrePlatform.Benchmarks;

/// <summary>Seconds of several runs.</summary>
internal readonly record struct Timing(int Runs, double Minimum, double Median, double Maximum)
{
    /// <summary>Sums up; the median of an even number is the upper one.</summary>
    public static Timing Of(IReadOnlyCollection<double> seconds)
    {
        double[] sorted = [.. seconds.Order()];
        return new Timing(sorted.Length, sorted[0], sorted[sorted.Length / 2], sorted[^1]);
    }

    public static readonly string[] Header = ["runs", "min s", "median s", "max s"];

    public string[] Cells() => [Runs.ToString(CultureInfo.InvariantCulture), Text(Minimum), Text(Median), Text(Maximum)];

    private static string Text(double seconds) => seconds.ToString("F3", CultureInfo.InvariantCulture);
}
