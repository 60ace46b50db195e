using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.DataSources.VictoriaMetrics;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Tools.VictoriaMetrics;

/// <summary>One signal of all services over a window.</summary>
internal sealed record SignalArguments(SignalQuery Query, DateTimeOffset Start, DateTimeOffset End, TimeSpan Step);

/// <summary>The series of one signal, on the grid of the question.</summary>
internal sealed record SignalSeries(string Signal, IReadOnlyList<MetricSeries> Series);

/// <summary>Asks for one signal of all services in one range query.</summary>
internal sealed class SignalTool(VictoriaMetricsClient client, RequesterAccess requester) : ITool<SignalArguments, SignalSeries>
{
    public string Name => "metrics_signal";

    public string Source => Sources.Metrics;

    public ToolQuestion Describe(SignalArguments arguments) => new(
        arguments.Query.Expression,
        requester.Note(new JsonObject { ["signal"] = arguments.Query.Signal, ["step_seconds"] = arguments.Step.TotalSeconds }),
        arguments.Start,
        arguments.End);

    public Task<ToolBytes> FetchAsync(SignalArguments arguments, CancellationToken cancellationToken) =>
        client.QueryRangeAsync(arguments.Query.Expression, arguments.Start, arguments.End, arguments.Step, cancellationToken);

    public ToolReading<SignalSeries> Read(SignalArguments arguments, ReadOnlySpan<byte> content)
    {
        var matrix = MatrixReader.Read(content, arguments.Start, arguments.End, arguments.Step);
        var series = new List<MetricSeries>(matrix.Count);
        foreach (var row in matrix)
        {
            if (row.Labels.TryGetValue("service", out var service))
            {
                series.Add(new MetricSeries(service, arguments.Query.Signal, row.Labels.GetValueOrDefault("peer_service"), row.Labels, row.Times, row.Values));
            }
        }

        var services = series.Select(one => one.Service).Distinct(StringComparer.Ordinal).Count();
        return new ToolReading<SignalSeries>(
            new SignalSeries(arguments.Query.Signal, series),
            series.Count == 0,
            $"{series.Count} series of {services} services: {arguments.Query.Signal}");
    }
}
