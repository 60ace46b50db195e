using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SrePlatform.Assistant.Anomalies;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>
/// Anomalies on the Numenta Anomaly Benchmark: one detector, the same for every file, reading each series once.
/// With <c>--json</c>, the score of every row goes into a CSV per series in the folder <c>nab-scores</c> beside that file.
/// </summary>
internal static class NabSuite
{
    private const int SecondsPerDay = 86_400;

    private sealed record Labelled(NabSeries Series, string[] Times, double[] Values, double Seconds);

    public static EvaluationResult Run(SuiteRun run)
    {
        var labels = Path.Combine(run.Data, "labels", "combined_windows.json");
        if (!File.Exists(labels))
            throw new FormatException("labels/combined_windows.json was not found.");
        using var windows = JsonDocument.Parse(File.ReadAllText(labels));
        var all = windows.RootElement.EnumerateObject()
            .Select(p => (p.Name, p.Value, File: Path.Combine(run.Data, "data", p.Name)))
            .Where(p => File.Exists(p.File))
            .Select(p => Score(p.Name, p.Value, p.File))
            .ToList();
        if (all.Count == 0)
            throw new FormatException("none of the labelled series is in the folder data.");
        var series = all.Select(a => a.Series).ToList();
        var best = NabScoring.Profiles.ToDictionary(p => p.Name, p => NabScoring.Best(series, p));
        Print(run, series, best);
        if (run.JsonFile is not null)
            WriteRows(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(run.JsonFile))!, "nab-scores"), all);
        return new EvaluationResult(
            "nab",
            best.ToDictionary(b => b.Key, b => b.Value.Score),
            all.Sum(a => a.Seconds), SuiteRun.PeakMegabytes(),
            [.. all.Select(a => new EvaluationCase(a.Series.Id, $"{a.Series.Windows.Count} windows", Alarms(a, best["standard"].Threshold), a.Seconds))]);
    }

    private static Labelled Score(string id, JsonElement windows, string file)
    {
        var rows = CsvTable.Read(file).Skip(1).ToList();
        if (rows.Count < 2 || rows.Any(r => r.Length < 2))
            throw new FormatException($"{id} does not hold rows of timestamp and value.");
        string[] times = [.. rows.Select(r => r[0])];
        double[] values = [.. rows.Select(r => CsvTable.Number(r[1]))];
        var at = times.Select(Seconds).ToArray();
        var steps = at.Skip(1).Take(50).Select((t, i) => t - at[i]).Order().ToArray();
        var step = Math.Max(1, steps[steps.Length / 2]);
        var watch = Stopwatch.StartNew();
        var detector = new StreamingAnomalyDetector((int)Math.Round(SecondsPerDay / step));
        double[] scores = [.. values.Select(detector.Next)];
        var seconds = watch.Elapsed.TotalSeconds;
        var ranges = windows.EnumerateArray().Select(w =>
        {
            var (from, to) = (Seconds(w[0].GetString()!), Seconds(w[1].GetString()!));
            return (First: Array.FindIndex(at, t => t >= from), Last: Array.FindLastIndex(at, t => t <= to));
        });
        return new Labelled(new NabSeries(id, scores, [.. ranges.Where(r => r.First >= 0 && r.Last >= r.First)]), times, values, seconds);
    }

    private static double Seconds(string time) =>
        (DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) - DateTime.UnixEpoch).TotalSeconds;

    private static string[] Alarms(Labelled one, double threshold) =>
        [.. one.Times.Where((_, i) => i >= one.Series.Probation && one.Series.Scores[i] >= threshold)];

    private static void Print(SuiteRun run, List<NabSeries> series, Dictionary<string, (double Score, double Threshold)> best)
    {
        string[] here = [.. NabScoring.Profiles.Select(p => best[p.Name].Score.ToString("F2", CultureInfo.InvariantCulture))];
        run.Table(
            ["NAB score", "series", "standard", "low FP", "low FN"],
            ["here", series.Count.ToString(CultureInfo.InvariantCulture), .. here],
            ["published: ARTime", "58", "74.85", "65.15", "80.36"],
            ["published: Numenta HTM", "58", "70.10", "63.12", "74.32"],
            ["published: contextOSE", "58", "69.90", "66.98", "73.18"],
            ["published: random", "58", "16.83", "5.76", "25.88"]);
        run.Output.WriteLine("thresholds: " + string.Join(", ", best.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Key} {b.Value.Threshold:F4}"))));
    }

    private static void WriteRows(string folder, List<Labelled> all)
    {
        foreach (var one in all)
        {
            var file = Path.Combine(folder, one.Series.Id.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllLines(file, [
                "timestamp,value,anomaly_score",
                .. one.Times.Select((t, i) => string.Create(CultureInfo.InvariantCulture, $"{t},{one.Values[i]:R},{one.Series.Scores[i]:R}")),
            ]);
        }
    }
}
