using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Capacity;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Tools.VictoriaMetrics;

namespace SrePlatform.Assistant.Diagnosis.Answers.Answerers;

/// <summary>An expression of the asker's own: latest value and range of each series.</summary>
internal sealed class RawMetrics(RangeTool ranges, IOptions<IntervalOptions> intervals) : IQuestionAnswerer
{
    private const int MostShown = 10;

    public QuestionIntent Intent => QuestionIntent.RawMetrics;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        var expression = context.Question.Expression!;
        if (RangeArguments.Refuse(expression) is not null)
        {
            return;
        }

        context.Plan.Add($"Ask the metrics: {expression}");
        var step = RangeArguments.StepFor(context.Window, TimeSpan.FromSeconds(intervals.Value.Seconds));
        var observed = await context.Run.Evidence.ObserveAsync(ranges, new RangeArguments(expression, context.Start, context.End, step), cancellationToken);
        var series = observed.Value ?? [];
        foreach (var one in series.Take(MostShown))
        {
            double[] known = [.. one.Values.Where(double.IsFinite)];
            if (known.Length > 0)
            {
                context.Ledger.Add(
                    Messages.Of("answer.series", ("series", NameOf(one)), ("last", known[^1]), ("least", known.Min()), ("most", known.Max()), ("samples", known.Length)), observed.Number);
            }
        }

        if (series.Count > MostShown)
        {
            context.Ledger.Add(Messages.Of("answer.more_series", ("count", series.Count - MostShown)), observed.Number);
        }

        if (context.Ledger.Findings.Count == 0)
        {
            context.Ledger.Add(Messages.Of("answer.no_series", ("query", expression)), observed.Number);
        }
    }

    private static string NameOf(MatrixSeries series) =>
        series.Labels.Count == 0 ? "the value" : "{" + string.Join(",", series.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Take(8).Select(label => $"{label.Key}={label.Value}")) + "}";
}

/// <summary>When something is used up.</summary>
internal sealed class CapacityAnswerer(CapacityReading reading) : IQuestionAnswerer
{
    private const int Days = 30;

    public QuestionIntent Intent => QuestionIntent.Capacity;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        if (context.Service is not { } service)
        {
            context.Ledger.Add(Messages.Of("answer.capacity_of_what"), context.Topology);
            return;
        }

        context.Plan.Add($"Read the use of {context.Question.Metric} and forecast {Days} days");
        var capacity = await reading.ReadAsync(context.Run, service, context.Question.Metric, Days, null, cancellationToken);
        if (capacity.CurrentUsage is { } usage)
        {
            context.Ledger.Add(
                Messages.Of("answer.capacity_use", ("resource", service), ("metric", Platform.EnumText.Of(context.Question.Metric)), ("average", usage.Average), ("peak", usage.Peak), ("p95", usage.Percentile95), ("unit_name", usage.Unit), ("unit", usage.Unit)),
                capacity.Observations);
        }

        if (capacity.Forecast is { DaysToCapacity: { } days })
        {
            context.Ledger.Add("warning", Messages.Of("capacity.headline_days", ("resource", service), ("days", days)), capacity.Observations);
        }

        foreach (var recommendation in capacity.Recommendations)
        {
            context.Ledger.Add("warning", recommendation.Reason, capacity.Observations);
        }

        foreach (var missing in capacity.Missing)
        {
            context.Ledger.Add(missing, capacity.Observations);
        }
    }
}
