using System.ComponentModel;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Mcp.Tools;

/// <param name="Truncated">Whether there are more series than are returned.</param>
internal sealed record ToolMetrics(string Query, DateTimeOffset Start, DateTimeOffset End, int StepSeconds, IReadOnlyList<ToolSeries> Series, bool Truncated);

/// <param name="Points">Unix seconds and value; without value where there is none.</param>
internal sealed record ToolSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<double?[]> Points);

/// <summary>Metrics within the caller's scope, for other agents.</summary>
internal sealed class MetricTools(VictoriaMetricsClient metrics, McpCaller caller, TimeProvider time)
{
    private const int MostSeries = 20;
    private const int MostPoints = 60;
    private const int LongestQuery = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    [McpServerTool(Name = "query_metrics", Title = "Query metrics", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Evaluates a MetricsQL (PromQL) expression over a time, within what you may see: at most 20 series of 60 points.")]
    public async Task<ToolMetrics> Query(
        [Description("The expression, e.g. rate(http_requests_total{service=\"checkout\"}[5m]).")] string query,
        [Description("Begin, e.g. 2026-01-31T14:00:00Z; an hour before the end by default.")] string? start = null,
        [Description("End; now by default.")] string? end = null,
        CancellationToken cancellationToken = default)
    {
        var read = new QueryReader();
        var until = read.Time("end", end) ?? time.GetUtcNow();
        var from = read.Time("start", start) ?? until.AddHours(-1);
        if (string.IsNullOrWhiteSpace(query) || query.Length > LongestQuery)
        {
            read.Add("query", $"Give an expression of at most {LongestQuery} characters.");
        }

        if (from >= until || until - from > Longest)
        {
            read.Add("start", $"Give a time before the end, at most {Longest.TotalDays} days.");
        }

        read.Check();
        var step = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((until - from).TotalSeconds / (MostPoints - 1))));
        var answer = await metrics.QueryRangeAsync(query, from, until, step, caller.Scope.IsAll ? null : RequesterScopes.Filters(caller.Scope), cancellationToken);
        return answer.IsAvailable
            ? new(query, from, until, (int)step.TotalSeconds, [.. answer.Value.Take(MostSeries).Select(Of)], answer.Value.Count > MostSeries)
            : throw (answer.Failure.IsBadQuery ? (Failure)new ValidationFailure("query", answer.Failure.Detail) : new UnavailableFailure("metrics.unavailable", answer.Failure.Detail)).AsError();
    }

    private static ToolSeries Of(RangeSeries series) => new(
        ToolArguments.Cut(series.Labels), [.. series.Times.Zip(series.Values).Take(MostPoints + 1).Select(point => new[] { point.First, double.IsFinite(point.Second) ? point.Second : (double?)null })]);
}
