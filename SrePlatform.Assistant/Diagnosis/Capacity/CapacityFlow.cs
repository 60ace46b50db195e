using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Answers;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;
using SrePlatform.Assistant.Tools.VictoriaMetrics;

namespace SrePlatform.Assistant.Diagnosis.Capacity;

/// <summary>Reads use and limits of resources, forecasts them, and says what to do; the most pressing resource first.</summary>
internal sealed class CapacityFlow(CapacityReading reading, TimeProvider clock) : IAnswerFlow
{
    private const int AtOnce = 4;

    public DiagnosisKind Kind => DiagnosisKind.Capacity;

    public async Task<Answer> RunAsync(RunContext run, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var question = AssistantJson.Deserialize<CapacityQuestion>(run.Session.Request);
        await run.StepAsync(Messages.Of("step.reading_metrics"), 20, cancellationToken);
        using var turns = new SemaphoreSlim(AtOnce);
        var resources = await Task.WhenAll(question.Resources.Select(async resource =>
        {
            await turns.WaitAsync(cancellationToken);
            try
            {
                return await reading.ReadAsync(run, resource, question.Metric, question.ForecastDays, question.Limit, cancellationToken);
            }
            finally
            {
                turns.Release();
            }
        }));
        var first = resources.OrderBy(Urgency).First();
        var answer = new CapacityAnswer(
            run.Session.Lease.SessionId, question.Metric, question.ForecastDays, first.Resource, first.CurrentUsage, first.Forecast,
            first.Recommendations, first.ChartData, first.Missing, resources, [.. run.Evidence.All.Select(AnswerObservation.Of)],
            Math.Round(clock.GetElapsedTime(started).TotalSeconds, 2));
        return new Answer(Headline(first).Text, AssistantJson.Serialize(answer));
    }

    /// <summary>Days to capacity; resources without a forecast after those with one, those that could not be read last.</summary>
    private static double Urgency(ResourceCapacity resource) => resource switch
    {
        { Recommendations: [{ Type: RecommendationType.ScaleUp, Priority: RecommendationPriority.Immediate }, ..] } => -1,
        { Forecast.DaysToCapacity: { } days } => days,
        { Forecast: not null } => 1000 - (resource.CurrentUsage?.Percentile95 ?? 0),
        { CurrentUsage: not null } => 2000,
        _ => 3000,
    };

    private static Message Headline(ResourceCapacity resource) => resource switch
    {
        { Forecast.DaysToCapacity: { } days } => Messages.Of("capacity.headline_days", ("resource", resource.Resource), ("days", days)),
        { CurrentUsage: { Unit: "percent" } usage } => Messages.Of("capacity.headline_use", ("resource", resource.Resource), ("p95", usage.Percentile95)),
        _ => resource.Missing.Count > 0 ? resource.Missing[0] : Messages.Of("capacity.headline_unknown", ("resource", resource.Resource)),
    };
}

/// <summary>Reads one resource: its history at the spacing that the forecast needs, finely where it is short, and its limit.</summary>
internal sealed class CapacityReading(RangeTool ranges, IOptions<IntervalOptions> intervals)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan HourlyHistory = TimeSpan.FromDays(60);
    private static readonly TimeSpan DailyHistory = TimeSpan.FromDays(400);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private const int HourlyReach = 60;

    public async Task<ResourceCapacity> ReadAsync(RunContext run, string resource, CapacityMetric metric, int forecastDays, double? givenLimit, CancellationToken cancellationToken)
    {
        var (step, history) = forecastDays <= HourlyReach ? (Hour, HourlyHistory) : (Day, DailyHistory);
        var now = run.ReferenceTime;
        var observed = new List<ObservedSource>();
        var usage = await AskAsync(CapacityQueries.For(metric, resource, step).Usage, now - history, step, "usage");
        if (usage is { Length: var length } && length < CapacityPlan.NeededDays * (int)(Day / step))
        {
            // A short history still says how much is used.
            var fine = TimeSpan.FromSeconds(Math.Max(Minute.TotalSeconds, intervals.Value.Seconds));
            var recent = await AskAsync(CapacityQueries.For(metric, resource, fine).Usage, now - Day, fine, "recent usage");
            (usage, step) = recent is { Length: > 0 } ? (recent, fine) : (usage, step);
        }

        var query = CapacityQueries.For(metric, resource, step);
        var limit = givenLimit;
        if (limit is null && query.Limit is { } asked && usage is { Length: > 0 })
        {
            limit = (await AskAsync(asked, now - Hour, Minute, "limit"))?.LastOrDefault(double.IsFinite) is { } full and > 0 ? full : null;
        }

        int[] cited = [.. observed.Where(one => one.Answered).Select(one => one.Number)];
        if (usage is null)
        {
            return new ResourceCapacity(resource, null, null, [], [], [Messages.Of("missing.metrics", ("problem", observed[0].Problem))], cited);
        }

        using (AssistantTelemetry.StartStage("forecast"))
        {
            return new CapacityPlan(resource, metric, query.Unit, limit, forecastDays, cited).Conclude(usage, (int)(Day / step), now);
        }

        // From the first sample on; null when the source did not answer.
        async Task<double[]?> AskAsync(string expression, DateTimeOffset start, TimeSpan every, string purpose)
        {
            var answer = await run.Evidence.ObserveAsync(ranges, new RangeArguments(expression, start, now, every, $"{purpose} of {metric} of {resource}"), cancellationToken);
            observed.Add(answer);
            var values = answer.Value is { Count: > 0 } series ? series[0].Values : [];
            var first = Array.FindIndex(values, double.IsFinite);
            return answer.Answered ? first < 0 ? [] : values[first..] : null;
        }
    }
}
