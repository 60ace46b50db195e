using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.DataSources.VictoriaMetrics;

namespace SrePlatform.Assistant.Tools.VictoriaMetrics;

/// <summary>One MetricsQL expression over a window.</summary>
/// <param name="Purpose">What it is asked for, for the record.</param>
internal sealed record RangeArguments(string Query, DateTimeOffset Start, DateTimeOffset End, TimeSpan Step, string Purpose = "query")
{
    /// <summary>Longest expression that is asked.</summary>
    public const int LongestQuery = 2000;

    /// <summary>Longest window that is asked about.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(400);

    private const int MostSamples = 2200;

    /// <summary>The step that keeps every series under a bounded number of samples.</summary>
    public static TimeSpan StepFor(TimeSpan window, TimeSpan interval) =>
        TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(Math.Max(interval.TotalSeconds, window.TotalSeconds / MostSamples))));

    /// <summary>What is wrong with an expression before anybody is asked; null when nothing is.</summary>
    public static string? Refuse(string? query) =>
        string.IsNullOrWhiteSpace(query) ? "It must not be empty."
        : query.Length > LongestQuery ? $"It must be at most {LongestQuery} characters."
        : query.Any(char.IsControl) ? "It must be one line without control characters."
        : null;
}

/// <summary>Asks any MetricsQL expression; series and samples are bounded.</summary>
internal sealed class RangeTool(VictoriaMetricsClient client, RequesterAccess requester) : ITool<RangeArguments, IReadOnlyList<MatrixSeries>>
{
    /// <summary>Series that are read of one answer.</summary>
    public const int MostSeries = 200;

    public string Name => "metrics_query";

    public string Source => Sources.Metrics;

    public ToolQuestion Describe(RangeArguments arguments) => new(
        arguments.Query,
        requester.Note(new JsonObject { ["purpose"] = arguments.Purpose, ["step_seconds"] = arguments.Step.TotalSeconds }),
        arguments.Start,
        arguments.End);

    public Task<ToolBytes> FetchAsync(RangeArguments arguments, CancellationToken cancellationToken) =>
        client.QueryRangeAsync(arguments.Query, arguments.Start, arguments.End, arguments.Step, cancellationToken);

    public ToolReading<IReadOnlyList<MatrixSeries>> Read(RangeArguments arguments, ReadOnlySpan<byte> content)
    {
        var all = MatrixReader.Read(content, arguments.Start, arguments.End, arguments.Step);
        IReadOnlyList<MatrixSeries> kept = all.Count > MostSeries ? [.. all.Take(MostSeries)] : all;
        var samples = kept.Sum(series => series.Values.Count(double.IsFinite));
        return new(kept, samples == 0, $"{all.Count} series, {samples} samples: {arguments.Purpose}" + (all.Count > MostSeries ? $", the first {MostSeries} read" : ""));
    }
}
