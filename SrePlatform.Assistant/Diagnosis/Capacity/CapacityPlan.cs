using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Forecasting;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Capacity;

/// <summary>Concludes from a series of use what it is, where it goes and what to do; pure.</summary>
internal sealed class CapacityPlan(string resource, CapacityMetric metric, string unit, double? limit, int forecastDays, IReadOnlyList<int> observations)
{
    /// <summary>Whole days without which nothing is forecast: fewer cannot tell growth from a daily wave.</summary>
    public const int NeededDays = 4;

    private const int LooksAheadTimes = 3;
    private const double StableMonthlyPercent = 2;
    private const double TargetShare = 0.7;
    private const double MonthDays = 30;

    /// <summary>In percent of the limit where it is known, so that thresholds mean the same everywhere.</summary>
    private readonly double _scale = limit is { } full ? 100 / full : unit == CapacityQueries.Share ? 100 : 1;

    private bool IsPercent => limit is not null || unit == CapacityQueries.Share;

    /// <param name="values">Use in base units, equally spaced, oldest first, NaN for gaps, the first finite.</param>
    /// <param name="samplesPerDay">Spacing.</param>
    /// <param name="end">When the last sample is.</param>
    public ResourceCapacity Conclude(double[] values, int samplesPerDay, DateTimeOffset end)
    {
        var missing = new List<Message>();
        double[] known = [.. values.Where(double.IsFinite).Select(value => value * _scale)];
        if (known.Length == 0)
        {
            return new ResourceCapacity(resource, null, null, [], [], [Messages.Of("capacity.no_series", ("resource", resource), ("metric", Platform.EnumText.Of(metric)))], observations);
        }

        var days = (double)values.Length / samplesPerDay;
        var usage = new CurrentUsage(
            Round(known.Average()), Round(known.Max()), Round(RobustStatistics.Quantile([.. known.Order()], 0.95)), IsPercent ? "percent" : unit, limit, Math.Round(days, 2));
        if (!IsPercent)
        {
            missing.Add(Messages.Of("capacity.no_limit", ("resource", resource)));
        }

        if (days < NeededDays)
        {
            missing.Add(Messages.Of("capacity.short_history", ("have", Math.Round(days * 24, 1)), ("need", (double)NeededDays * 24)));
            return new ResourceCapacity(resource, usage, null, Now(usage), History(values, samplesPerDay, end), missing, observations);
        }

        var covered = (int)Math.Min(forecastDays, Math.Floor(days * LooksAheadTimes));
        if (covered < forecastDays)
        {
            missing.Add(Messages.Of("capacity.short_reach", ("covered", (double)covered), ("asked", (double)forecastDays)));
        }

        var growth = GrowthForecaster.Forecast([.. values.Select(value => value * _scale)], covered * samplesPerDay, samplesPerDay);
        var forecast = Forecast(growth, usage, samplesPerDay, covered, end);
        return new ResourceCapacity(
            resource, usage, forecast, Recommend(usage, forecast), [.. History(values, samplesPerDay, end), .. Ahead(growth.Series, samplesPerDay, end)], missing, observations);
    }

    private CapacityForecast Forecast(GrowthForecast growth, CurrentUsage usage, int samplesPerDay, int covered, DateTimeOffset end)
    {
        var monthly = usage.Average == 0 ? 0 : growth.Trend.Slope * samplesPerDay * MonthDays / usage.Average * 100;
        var trend = Math.Abs(monthly) < StableMonthlyPercent ? CapacityTrend.Stable : monthly > 0 ? CapacityTrend.Increasing : CapacityTrend.Decreasing;
        var full = IsPercent ? growth.Series.StepsTo(100) : null;
        var alerts = IsPercent ? Thresholds.Select(threshold => Alert(growth.Series, threshold, samplesPerDay, end)).OfType<CapacityAlert>().ToList() : [];
        return new CapacityForecast(
            trend, Days(full?.Expected), Days(full?.Earliest), Days(full?.Latest), Math.Round(monthly, 2), alerts, covered, growth.Series.Level);

        double? Days(int? steps) => steps is { } count ? Math.Round((double)count / samplesPerDay, 1) : null;
    }

    private static readonly (string Type, double Percent, string Severity)[] Thresholds = [("warning", 80, "warning"), ("critical", 90, "critical"), ("exhausted", 100, "critical")];

    private static CapacityAlert? Alert(SeriesForecast series, (string Type, double Percent, string Severity) threshold, int samplesPerDay, DateTimeOffset end)
    {
        var steps = series.StepsTo(threshold.Percent);
        if (steps.Expected is not { } expected)
        {
            return null;
        }

        var days = (double)expected / samplesPerDay;
        return new CapacityAlert(
            threshold.Type, threshold.Percent, DateOnly.FromDateTime(end.AddDays(days).UtcDateTime), Math.Round(days, 1),
            steps.Earliest is { } earliest ? Math.Round((double)earliest / samplesPerDay, 1) : null,
            steps.Latest is { } latest ? Math.Round((double)latest / samplesPerDay, 1) : null,
            threshold.Severity);
    }

    /// <summary>What is pressing already needs no forecast.</summary>
    private List<CapacityRecommendation> Now(CurrentUsage usage) => IsPercent && usage.Percentile95 >= 85
        ? [Of(RecommendationType.ScaleUp, usage.Percentile95 >= 95 ? RecommendationPriority.Immediate : RecommendationPriority.High, usage, usage.Percentile95 / TargetShare, Messages.Of("capacity.nearly_full", ("p95", usage.Percentile95)))]
        : [];

    private List<CapacityRecommendation> Recommend(CurrentUsage usage, CapacityForecast forecast)
    {
        if (!IsPercent || Now(usage) is { Count: > 0 })
        {
            return Now(usage);
        }

        if (forecast.CapacityAlerts.FirstOrDefault(alert => alert.Threshold >= 90) is { } near)
        {
            var priority = near.DaysRemaining <= 7 ? RecommendationPriority.Immediate : near.DaysRemaining <= 14 ? RecommendationPriority.High : RecommendationPriority.Medium;
            return [Of(RecommendationType.ScaleUp, priority, usage, 100 / TargetShare, Messages.Of("capacity.will_fill", ("percent", near.Threshold), ("days", near.DaysRemaining), ("growth", forecast.GrowthRate)))];
        }

        if (usage.Peak >= 95 && usage.Percentile95 < 60)
        {
            return [Of(RecommendationType.Optimize, RecommendationPriority.Medium, usage, null, Messages.Of("capacity.short_peaks", ("peak", usage.Peak), ("p95", usage.Percentile95)))];
        }

        return usage.Peak < 30 && usage.HistoryDays >= 7 && forecast.Trend != CapacityTrend.Increasing && metric is not CapacityMetric.Network
            ? [Of(RecommendationType.ScaleDown, RecommendationPriority.Low, usage, usage.Peak / TargetShare, Messages.Of("capacity.mostly_idle", ("peak", usage.Peak), ("days", usage.HistoryDays)))]
            : [];
    }

    /// <param name="percent">Of today's limit that would be right; null where size is not the answer.</param>
    private CapacityRecommendation Of(RecommendationType type, RecommendationPriority priority, CurrentUsage usage, double? percent, Message reason) => new(
        type, resource, priority, Amount(usage.Limit), percent is { } share && usage.Limit is { } full ? Amount(Sized(full * share / 100)) : percent is { } relative ? FormattableString.Invariant($"{relative:0}% of today's") : null,
        reason.Text, reason, observations, null);

    private double Sized(double amount) => unit == "cores" ? Math.Ceiling(amount) : amount;

    private string Amount(double? amount) => amount is null && unit == CapacityQueries.Share ? "100%" : unit switch
    {
        "cores" => MessageText.Quantity(amount, Units.Cores),
        "bytes" => MessageText.Quantity(amount, Units.Bytes),
        _ => MessageText.Quantity(amount, Units.Bytes) + "/s",
    };

    private List<ChartPoint> History(double[] values, int samplesPerDay, DateTimeOffset end) => [.. Enumerable.Range(0, values.Length)
        .Where(index => double.IsFinite(values[index]))
        .GroupBy(index => DateOnly.FromDateTime(end.AddDays((double)(index - values.Length + 1) / samplesPerDay).UtcDateTime))
        .Select(day => new ChartPoint(day.Key, Round(day.Average(index => values[index] * _scale)), null, null, null))];

    private static IEnumerable<ChartPoint> Ahead(SeriesForecast series, int samplesPerDay, DateTimeOffset end) => Enumerable.Range(0, series.Point.Length / samplesPerDay).Select(day =>
    {
        var range = new Range(day * samplesPerDay, (day + 1) * samplesPerDay);
        return new ChartPoint(
            DateOnly.FromDateTime(end.AddDays(day + 1).UtcDateTime), null, Round(series.Point[range].Average()), Round(series.Lower[range].Average()), Round(series.Upper[range].Average()));
    });

    private static double Round(double value) => Math.Abs(value) >= 1000 ? Math.Round(value) : Math.Round(value, 3);
}
