using System.Diagnostics;
using System.Globalization;

namespace SrePlatform.Benchmarks;

/// <summary>What a benchmark is given: its arguments, and where its table goes.</summary>
/// <param name="Arguments">What followed the name.</param>
/// <param name="Output">Where the table goes.</param>
internal sealed record BenchmarkRun(IReadOnlyList<string> Arguments, TextWriter Output)
{
    /// <summary>The value after <paramref name="option"/>, as a whole number.</summary>
    public int Number(string option, int otherwise)
    {
        for (var i = 0; i + 1 < Arguments.Count; i++)
        {
            if (Arguments[i] == option)
                return int.Parse(Arguments[i + 1], CultureInfo.InvariantCulture);
        }

        return otherwise;
    }

    /// <summary>Times an action several times, after one run that does not count.</summary>
    public static Timing Time(int runs, Action action)
    {
        action();
        var seconds = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var watch = Stopwatch.StartNew();
            action();
            seconds[i] = watch.Elapsed.TotalSeconds;
        }

        return Timing.Of(seconds);
    }

    /// <summary>Prints aligned columns, the first row being the header.</summary>
    public void Table(params string[][] rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in rows)
            Output.WriteLine(string.Join("  ", row.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))));
    }
}
