using System.Diagnostics;
using System.Globalization;
using SrePlatform.Assistant.Forecasting;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>Forecasts of the hourly series of the M4 competition (Makridakis et al., IJF 2020): 48 steps, season 24.</summary>
internal static class M4Suite
{
    private const int Season = 24;
    private static readonly int[] Periods = [24, 168];

    public static EvaluationResult Run(SuiteRun run)
    {
        var train = Read(run, "Hourly-train.csv");
        var test = Read(run, "Hourly-test.csv");
        var cases = new List<EvaluationCase>();
        var (ours, naive) = (new List<(double Smape, double Mase)>(), new List<(double Smape, double Mase)>());
        var (inside, steps) = (0, 0);
        foreach (var (id, known) in train)
        {
            if (known.Length == 0 || !test.TryGetValue(id, out var actual) || actual.Length == 0)
                throw new FormatException($"Series {id} has no values in Hourly-train.csv or Hourly-test.csv.");
            var watch = Stopwatch.StartNew();
            var forecast = Forecaster.Forecast(known, actual.Length, Periods);
            cases.Add(new EvaluationCase(id, "", [forecast.Members[0].Model], watch.Elapsed.TotalSeconds, forecast.Point));
            ours.Add(M4Measures.Errors(known, actual, forecast.Point, Season));
            naive.Add(M4Measures.Errors(known, actual, M4Measures.Naive2(known, actual.Length, Season), Season));
            inside += actual.Where((a, h) => a >= forecast.Lower[h] && a <= forecast.Upper[h]).Count();
            steps += actual.Length;
        }

        if (cases.Count == 0)
            throw new FormatException("Hourly-train.csv holds no series.");
        var (smape, mase) = (ours.Average(e => e.Smape), ours.Average(e => e.Mase));
        var owa = ((smape / naive.Average(e => e.Smape)) + (mase / naive.Average(e => e.Mase))) / 2;
        run.Table(
            ["hourly", "n", "sMAPE", "MASE", "OWA"],
            ["here", cases.Count.ToString(CultureInfo.InvariantCulture), Text(smape), Text(mase), Text(owa)],
            ["Naive2, here", cases.Count.ToString(CultureInfo.InvariantCulture), Text(naive.Average(e => e.Smape)), Text(naive.Average(e => e.Mase)), "1.000"],
            ["published: winner of the hourly track", "414", "", "", "0.410"],
            ["published: ES-RNN", "414", "", "", "0.440"],
            ["published: seasonal naive", "414", "13.912", "1.193", "0.627"],
            ["published: Naive2", "414", "18.383", "2.395", "1.000"]);
        run.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{cases.Average(c => c.Seconds) * 1000:F1} ms a series, largest {cases.Max(c => c.Seconds) * 1000:F1} ms; 90 % intervals hold {100.0 * inside / steps:F1} % of the outcomes"));
        return new EvaluationResult(
            "m4",
            new Dictionary<string, double> { ["smape"] = smape, ["mase"] = mase, ["owa"] = owa, ["coverage90"] = inside / (double)steps },
            cases.Sum(c => c.Seconds), SuiteRun.PeakMegabytes(), cases);
    }

    private static Dictionary<string, double[]> Read(SuiteRun run, string name)
    {
        var path = Directory.EnumerateFiles(run.Data, name, SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new FormatException($"{name} was not found.");
        return CsvTable.Read(path).Skip(1).ToDictionary(r => r[0], r => r.Skip(1).Select(CsvTable.Number).Where(double.IsFinite).ToArray());
    }

    private static string Text(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
