using System.Diagnostics;
using System.Globalization;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>
/// Root causes on PetShop (Hardt et al., "The PetShop Dataset: Finding Causes of Performance Issues across Microservices",
/// CLeaR 2024): five-minute metrics of a traced application, its call graph, labelled issues.
/// </summary>
internal static class PetShopSuite
{
    private const double Step = 300;

    public static EvaluationResult Run(SuiteRun run)
    {
        var cases = new List<EvaluationCase>();
        var groups = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        var root = Directory.Exists(Path.Combine(run.Data, "dataset")) ? Path.Combine(run.Data, "dataset") : run.Data;
        foreach (var traffic in Directory.EnumerateDirectories(root).Where(d => File.Exists(Path.Combine(d, "noissue", "metrics.csv"))).Order(StringComparer.Ordinal))
        {
            var normal = PetShopMetrics.Read(Path.Combine(traffic, "noissue", "metrics.csv"));
            var edges = PetShopMetrics.Graph(Path.Combine(traffic, "graph.csv"), callee => Usual(normal, callee));
            var issues = Directory.EnumerateDirectories(traffic)
                .SelectMany(Directory.EnumerateDirectories)
                .Where(d => File.Exists(Path.Combine(d, "target.json")))
                .OrderBy(d => d, StringComparer.Ordinal);
            foreach (var issue in issues)
            {
                var target = PetShopTarget.Read(Path.Combine(issue, "target.json"));
                var metrics = PetShopMetrics.Read(Path.Combine(issue, "metrics.csv"));
                var watch = Stopwatch.StartNew();
                var input = Input(normal, metrics, edges, target);
                var ranking = RootCauseRanking.Rank(input);
                string[] ranked = [.. ranking.Candidates.Select(c => c.Service)];
                var id = Path.GetRelativePath(root, issue).Replace('\\', '/');
                cases.Add(new EvaluationCase(id, target.Cause, ranked, watch.Elapsed.TotalSeconds));
                Group(groups, Path.GetFileName(traffic) + " " + target.Metric).Add(Array.IndexOf(ranked, target.Cause));
            }
        }

        if (cases.Count == 0)
            throw new FormatException("no folder with noissue/metrics.csv and labelled issues was found.");
        Print(run, groups);
        var all = groups.Values.SelectMany(g => g).ToList();
        return new EvaluationResult(
            "petshop",
            new Dictionary<string, double> { ["top1"] = Recall(all, 1), ["top3"] = Recall(all, 3) },
            cases.Sum(c => c.Seconds), SuiteRun.PeakMegabytes(), cases);
    }

    /// <summary>Requests per second that a node usually serves: the most that any of its callers can send it.</summary>
    private static double Usual(PetShopMetrics normal, string node) =>
        RobustStatistics.Median([.. normal.Column(node, ("requests", "Sum")).Where(double.IsFinite).DefaultIfEmpty(0)]) / Step;

    private static RankingInput Input(
        PetShopMetrics normal, PetShopMetrics issue, IReadOnlyList<CallEdge> edges, PetShopTarget target)
    {
        if (normal.Times.Length == 0 || issue.Times.Length == 0)
            throw new FormatException("a metrics.csv holds no samples.");
        var start = issue.Times[0];
        double[] times = [.. normal.Times.Select(t => t - normal.Times[^1] + start - Step), .. issue.Times];
        var series = new List<MetricSeries>();
        foreach (var name in normal.Nodes.Union(issue.Nodes, StringComparer.Ordinal))
        {
            // A node of type "remote" has no telemetry of its own: it is how its callers see whatever they call.
            string[] reporters = name.EndsWith("_remote", StringComparison.Ordinal)
                ? [.. edges.Where(e => e.Callee == name).Select(e => e.Caller)]
                : [];
            Add(name, PetShopTarget.LatencySignal, ("latency", target.LatencyStatistic), v => v);
            Add(name, Signals.ErrorShare, ("availability", "Average"), v => 1 - (v / 100));
            Add(name, Signals.RequestRate, ("requests", "Sum"), v => v / Step);

            void Add(string service, string signal, (string, string) column, Func<double, double> convert)
            {
                double[] values = [.. normal.Column(service, column).Concat(issue.Column(service, column)).Select(convert)];
                if (reporters.Length == 0)
                    series.Add(new MetricSeries(service, signal, null, PetShopMetrics.NoLabels, times, values));
                else if (signal != Signals.RequestRate)
                    series.AddRange(reporters.Select(r => new MetricSeries(r, "peer_" + signal, service, PetShopMetrics.NoLabels, times, values)));
            }
        }

        return new RankingInput(
            series, edges, [], [target.Node], times[0], times[^1] + Step, start, Step,
            target.Signal);
    }

    private static List<int> Group(SortedDictionary<string, List<int>> groups, string key) =>
        groups.TryGetValue(key, out var list) ? list : groups[key] = [];

    private static double Recall(List<int> ranks, int k) => ranks.Count(r => r >= 0 && r < k) / (double)ranks.Count;

    private static void Print(SuiteRun run, SortedDictionary<string, List<int>> groups)
    {
        string[][] rows =
        [
            ["", "n", "top-1", "top-3"],
            .. groups.Select(g => Row(g.Key, g.Value)),
            Row("pooled, here", [.. groups.Values.SelectMany(g => g)]),
            ["published best top-1 (Correlation)", "68", "0.654", ""],
            ["published best top-3 (Traversal)", "68", "", "0.827"],
        ];
        run.Table(rows);
    }

    private static string[] Row(string name, List<int> ranks) =>
    [
        name, ranks.Count.ToString(CultureInfo.InvariantCulture),
        Recall(ranks, 1).ToString("F3", CultureInfo.InvariantCulture),
        Recall(ranks, 3).ToString("F3", CultureInfo.InvariantCulture),
    ];
}
