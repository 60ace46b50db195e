using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>CPU of one resource over the last half hour: a share of the host, or cores of a process.</summary>
internal sealed record ResourceLoad(IReadOnlyList<double> Values, double Last, string Unit)
{
    public double? Max => Unit == "ratio" ? 1 : null;
}

/// <summary>Reads the small lines of a list, for all its rows in one go.</summary>
internal sealed class ResourceLoads(VictoriaMetricsClient metrics, ScrapeInterval interval, TimeProvider time)
{
    private static readonly ChartRange Range = new("30m", TimeSpan.FromMinutes(30));

    public async Task<IReadOnlyDictionary<Guid, ResourceLoad>> ReadAsync(IReadOnlyList<Resource> resources, CancellationToken cancellationToken)
    {
        var loads = new Dictionary<Guid, ResourceLoad>();
        await AddAsync(loads, resources.Where(resource => resource.IsScraped && resource.Kind is ResourceKind.Server), "ratio",
            (ids, window) => $$"""1 - avg by (resource_id) (rate(node_cpu_seconds_total{{{ids}},mode="idle"}[{{window}}]))""", cancellationToken);
        await AddAsync(loads, resources.Where(resource => resource.IsScraped && resource.Kind is not ResourceKind.Server), "cores",
            (ids, window) => $"sum by (resource_id) (rate({{__name__=~\"dotnet_process_cpu_time_seconds_total|process_cpu_seconds_total\",{ids}}}[{window}]))", cancellationToken);
        return loads;
    }

    private async Task AddAsync(Dictionary<Guid, ResourceLoad> loads, IEnumerable<Resource> resources, string unit, Func<string, string, string> query, CancellationToken cancellationToken)
    {
        var ids = resources.Select(resource => resource.Id.ToString()).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var (start, end) = Range.Around(time.GetUtcNow(), interval.Value);
        var step = TimeSpan.FromSeconds(Math.Max(30, interval.Value.TotalSeconds));
        var answer = await metrics.QueryRangeAsync(query(MetricsQl.AnyOf("resource_id", ids), MetricsQl.Duration(Range.Window(interval.Value))), start, end, step, cancellationToken: cancellationToken);
        if (!answer.IsAvailable)
        {
            return;
        }

        var grid = ReadResourceSeries.Grid(start, end, step);
        foreach (var series in answer.Value)
        {
            if (Guid.TryParse(series["resource_id"], out var id) && series.Values.LastOrDefault(double.IsFinite, double.NaN) is var last && double.IsFinite(last))
            {
                loads[id] = new([.. ReadResourceSeries.OnGrid(series, grid).Select(value => value ?? double.NaN)], last, unit);
            }
        }
    }
}
