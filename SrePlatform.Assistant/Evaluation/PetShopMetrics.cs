using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>One metrics.csv: three header rows (node, metric, statistic), then a row per five minutes.</summary>
internal sealed class PetShopMetrics
{
    public static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    private readonly Dictionary<(string Node, (string Metric, string Statistic) Column), double[]> _columns = [];

    private PetShopMetrics(double[] times) => Times = times;

    public double[] Times { get; }

    public IEnumerable<string> Nodes => _columns.Keys.Select(k => k.Node).Distinct(StringComparer.Ordinal);

    public static PetShopMetrics Read(string path)
    {
        var rows = CsvTable.Read(path);
        var data = rows.Skip(3).Where(r => double.IsFinite(CsvTable.Number(r[0]))).ToList();
        var metrics = new PetShopMetrics([.. data.Select(r => CsvTable.Number(r[0]))]);
        for (var c = 1; c < rows[0].Length; c++)
            metrics._columns[(rows[0][c], (rows[1][c], rows[2][c]))] = [.. data.Select(r => CsvTable.Number(r[c]))];
        return metrics;
    }

    public static IReadOnlyList<CallEdge> Graph(string path, Func<string, double> rate)
    {
        var rows = CsvTable.Read(path);
        return [.. rows.Skip(1).SelectMany(r => Enumerable.Range(1, r.Length - 1)
            .Where(c => CsvTable.Number(r[c]) > 0)
            .Select(c => new CallEdge(r[0], rows[0][c], rate(rows[0][c]))))];
    }

    public double[] Column(string node, (string Metric, string Statistic) column) =>
        _columns.GetValueOrDefault((node, column)) ?? [.. Times.Select(_ => double.NaN)];
}
