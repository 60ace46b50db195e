using SrePlatform.Assistant.Diagnosis.Answers;
using SrePlatform.Assistant.Diagnosis.Report;

namespace SrePlatform.Assistant.Diagnosis.Capacity;

/// <summary>How much is used and when it will be used up: of the most pressing resource, and of each.</summary>
/// <param name="Resource">The most pressing one, which the fields beside it are about.</param>
/// <param name="Forecast">Null when there is too little history; <c>missing</c> says how much is needed.</param>
/// <param name="Missing">What could not be told, and why.</param>
internal sealed record CapacityAnswer(
    Guid SessionId,
    CapacityMetric MetricType,
    int ForecastDays,
    string Resource,
    CurrentUsage? CurrentUsage,
    CapacityForecast? Forecast,
    IReadOnlyList<CapacityRecommendation> Recommendations,
    IReadOnlyList<ChartPoint> ChartData,
    IReadOnlyList<Message> Missing,
    IReadOnlyList<ResourceCapacity> Resources,
    IReadOnlyList<AnswerObservation> Observations,
    double ExecutionTime);

/// <summary>The same of one resource.</summary>
internal sealed record ResourceCapacity(
    string Resource,
    CurrentUsage? CurrentUsage,
    CapacityForecast? Forecast,
    IReadOnlyList<CapacityRecommendation> Recommendations,
    IReadOnlyList<ChartPoint> ChartData,
    IReadOnlyList<Message> Missing,
    IReadOnlyList<int> Observations);

/// <summary>Use over the history that was read.</summary>
/// <param name="Average">In <paramref name="Unit"/>.</param>
/// <param name="Percentile95">In <paramref name="Unit"/>.</param>
/// <param name="Unit">percent of the limit where it is known; else cores, bytes or bytes_per_second.</param>
/// <param name="Limit">What is full, in base units; null where the metrics do not say.</param>
/// <param name="HistoryDays">How long the history is.</param>
internal sealed record CurrentUsage(double Average, double Peak, [property: System.Text.Json.Serialization.JsonPropertyName("percentile_95")] double Percentile95, string Unit, double? Limit, double HistoryDays);

internal enum CapacityTrend
{
    Increasing,
    Stable,
    Decreasing,
}

/// <summary>What is expected.</summary>
/// <param name="DaysToCapacity">Days until the limit is met; null when that is not within what was looked at, or the limit is not known.</param>
/// <param name="DaysToCapacityEarliest">By the near end of the interval.</param>
/// <param name="DaysToCapacityLatest">By the far end of the interval.</param>
/// <param name="GrowthRate">Percent of today's use in a month.</param>
/// <param name="CoveredDays">How far the history lets it look; less than was asked for when the history is short.</param>
/// <param name="IntervalLevel">Share of outcomes that the interval should hold.</param>
internal sealed record CapacityForecast(
    CapacityTrend Trend,
    double? DaysToCapacity,
    double? DaysToCapacityEarliest,
    double? DaysToCapacityLatest,
    double GrowthRate,
    IReadOnlyList<CapacityAlert> CapacityAlerts,
    int CoveredDays,
    double IntervalLevel);

/// <summary>When a threshold is expected to be passed.</summary>
internal sealed record CapacityAlert(string AlertType, double Threshold, DateOnly EstimatedDate, double DaysRemaining, double? EarliestDays, double? LatestDays, string Severity);

/// <summary>What to do about it, and why.</summary>
/// <param name="CostImpact">Null: prices are not known.</param>
internal sealed record CapacityRecommendation(
    RecommendationType Type,
    string Resource,
    RecommendationPriority Priority,
    string CurrentAllocation,
    string? RecommendedAllocation,
    string Reasoning,
    Message Reason,
    IReadOnlyList<int> Observations,
    CostImpact? CostImpact);

internal enum RecommendationType
{
    ScaleUp,
    ScaleDown,
    Optimize,
}

internal enum RecommendationPriority
{
    Immediate,
    High,
    Medium,
    Low,
}

internal sealed record CostImpact(double MonthlyIncrease, string Currency);

/// <summary>A day: its mean as it was, or as it is expected with the interval.</summary>
internal sealed record ChartPoint(DateOnly Date, double? Historical, double? Predicted, double? Lower, double? Upper);
