using System.Diagnostics;
using System.Globalization;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>
/// Root causes on the Sock Shop data of RCD (Ikram et al., "Root Cause Analysis of Failures in Microservices through
/// Causal Discovery", NeurIPS 2022): one-second metrics without a call graph, the time of injection given exactly or
/// a minute late, as BARO (FSE 2024) and RCAEval measure it.
/// </summary>
internal static class SockShopSuite
{
    private const int Rows = 300;

    public static EvaluationResult Run(SuiteRun run)
    {
        var cases = new List<EvaluationCase>();
        var scores = new Dictionary<string, double>();
        string[] folders = [.. Directory.EnumerateFiles(run.Data, "normal.csv", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal)];
        foreach (var late in new[] { 0, 60 })
        {
            var precision = new Dictionary<string, List<double>> { ["cpu"] = [], ["mem"] = [] };
            foreach (var folder in folders)
            {
                var label = Path.GetFileName(Path.GetDirectoryName(folder))!;
                var cut = label.LastIndexOf('-');
                if (cut < 0 || !precision.TryGetValue(label[(cut + 1)..], out var found))
                    continue;
                var input = Input(folder, late);
                var watch = Stopwatch.StartNew();
                var ranking = RootCauseRanking.Rank(input);
                string[] ranked = [.. ranking.Candidates.Select(c => c.Service)];
                found.Add(AverageAt5(ranked, label[..cut]));
                cases.Add(new EvaluationCase($"{label}/{Path.GetFileName(folder)} t{late}", label[..cut], ranked, watch.Elapsed.TotalSeconds));
            }

            foreach (var (fault, values) in precision.Where(p => p.Value.Count > 0))
                scores[$"avg5_{fault}_t{late}"] = values.Average();
        }

        if (cases.Count == 0)
            throw new FormatException("no <service>-<cpu|mem>/<run>/normal.csv was found.");
        run.Table(
            ["Avg@5", "cpu", "mem"],
            ["exact time, here", Text(scores, "avg5_cpu_t0"), Text(scores, "avg5_mem_t0")],
            ["exact time, published best (BARO)", "0.990", "0.990"],
            ["a minute late, here", Text(scores, "avg5_cpu_t60"), Text(scores, "avg5_mem_t60")],
            ["a minute late, published best (BARO)", "0.980", "0.980"]);
        return new EvaluationResult("sockshop", scores, cases.Sum(c => c.Seconds), SuiteRun.PeakMegabytes(), cases);
    }

    private static RankingInput Input(string folder, int late)
    {
        var normal = CsvTable.Read(Path.Combine(folder, "normal.csv"));
        var abnormal = CsvTable.Read(Path.Combine(folder, "anomalous.csv"));
        var header = normal[0];
        List<string[]> rows = [.. normal.Skip(1), .. abnormal.Skip(1)];
        var at = normal.Count - 1 + late;
        rows = [.. rows.Skip(Math.Max(0, at - Rows)).Take(Math.Min(at, Rows) + Rows)];
        at = Math.Min(at, Rows);
        double[] times = [.. Enumerable.Range(0, rows.Count).Select(i => (double)i)];
        var series = Enumerable.Range(1, header.Length - 1).Select(c => new MetricSeries(
            Service(header[c]), Signal(header[c]), null, PetShopMetrics.NoLabels, times, [.. rows.Select(r => CsvTable.Number(r[c]))]));
        return new RankingInput([.. series], [], [], [], 0, rows.Count, at, 1);
    }

    private static string Service(string column)
    {
        var name = column[..column.IndexOf('_', StringComparison.Ordinal)];
        return name.EndsWith("-db", StringComparison.Ordinal) ? name[..^3] : name;
    }

    private static string Signal(string column) => column[(column.IndexOf('_', StringComparison.Ordinal) + 1)..] switch
    {
        "cpu" => Signals.Cpu,
        "mem" => Signals.Memory,
        "lod" => Signals.RequestRate,
        "err" => Signals.ErrorShare,
        "lat_50" => "latency_p50",
        "lat_90" => "latency_p90",
        "lat_99" => "latency_p99",
        var other => other,
    };

    /// <summary>Mean over k = 1..5 of whether the truth is among the first k.</summary>
    private static double AverageAt5(string[] ranked, string truth)
    {
        var rank = Array.IndexOf(ranked, truth);
        return rank < 0 ? 0 : Math.Max(0, 5 - rank) / 5.0;
    }

    private static string Text(Dictionary<string, double> scores, string name) =>
        scores.TryGetValue(name, out var score) ? score.ToString("F3", CultureInfo.InvariantCulture) : "-";
}
