using System.Text.Json.Serialization;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

/// <summary>The Assistant's answer about capacity, as this service reads it: each resource, the most pressing one named.</summary>
/// <param name="MetricType">cpu, memory, disk or network.</param>
/// <param name="Resource">The most pressing one.</param>
internal sealed record CapacityDocument(string? MetricType, int ForecastDays, string? Resource, double ExecutionTime)
{
    public IReadOnlyList<CapacityResource> Resources { get; init; } = [];
}

/// <summary>One resource.</summary>
internal sealed record CapacityResource(string? Resource, CapacityUsage? CurrentUsage, CapacityForecast? Forecast)
{
    public IReadOnlyList<CapacityAdvice> Recommendations { get; init; } = [];

    public IReadOnlyList<CapacityPoint> ChartData { get; init; } = [];

    public IReadOnlyList<AnalysisMessage> Missing { get; init; } = [];

    /// <summary>Numbers of the observations that it rests on.</summary>
    public IReadOnlyList<int> Observations { get; init; } = [];
}

/// <param name="Unit">percent of the limit where it is known; else cores, bytes or bytes_per_second.</param>
/// <param name="Limit">What is full, in base units.</param>
internal sealed record CapacityUsage(double Average, double Peak, [property: JsonPropertyName("percentile_95")] double Percentile95, string? Unit, double? Limit, double HistoryDays);

/// <param name="Trend">increasing, stable or decreasing.</param>
/// <param name="GrowthRate">Percent of today's use in a month.</param>
/// <param name="CoveredDays">How far the history lets it look.</param>
/// <param name="IntervalLevel">Share of outcomes that the band should hold.</param>
internal sealed record CapacityForecast(
    string? Trend, double? DaysToCapacity, double? DaysToCapacityEarliest, double? DaysToCapacityLatest, double GrowthRate, int CoveredDays, double IntervalLevel);

/// <param name="Type">scale_up, scale_down or optimize.</param>
/// <param name="Priority">immediate, high, medium or low.</param>
internal sealed record CapacityAdvice(string? Type, string? Priority, string? CurrentAllocation, string? RecommendedAllocation, AnalysisMessage? Reason);

/// <summary>A day: its mean as it was, or as it is expected with the band.</summary>
internal sealed record CapacityPoint(DateOnly Date, double? Historical, double? Predicted, double? Lower, double? Upper);
