using System.Text.Json.Serialization;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.Diagnosis.Api;

namespace SrePlatform.Assistant.Diagnosis.Capacity;

/// <summary>What may run out.</summary>
internal enum CapacityMetric
{
    Cpu,
    Memory,
    Disk,
    Network,
}

/// <summary>Asks how much of something is used, and when it will be used up.</summary>
/// <param name="ResourceIds">Resources by id, or services by name; at most 20.</param>
/// <param name="MetricType">cpu, memory, disk or network.</param>
/// <param name="ForecastDays">How far to look ahead, 7 to 365 days; 30 unless given.</param>
/// <param name="Limit">What is full, in cores, bytes or bytes per second; read from the metrics unless given.</param>
/// <param name="RequestedBy">On whose behalf.</param>
/// <param name="RequesterScope">What that person may see; without it the answer sees everything.</param>
internal sealed record CapacityRequest(
    [property: JsonRequired] IReadOnlyList<string>? ResourceIds,
    [property: JsonRequired] CapacityMetric? MetricType,
    int? ForecastDays = null,
    double? Limit = null,
    string? RequestedBy = null,
    RequesterScope? RequesterScope = null)
{
    private const int MostResources = 20;
    private const int DefaultDays = 30;

    public Dictionary<string, string[]> Validate()
    {
        var errors = new FieldErrors();
        errors.Check("resource_ids", ResourceIds is { Count: > 0 and <= MostResources }, $"It must name 1 to {MostResources} resources.");
        errors.Check("resource_ids", ResourceIds?.All(id => id is { Length: > 0 and <= 200 }) ?? true, "An id must have 1 to 200 characters.");
        errors.Check("metric_type", MetricType is not null, "It must be cpu, memory, disk or network.");
        errors.Check("forecast_days", ForecastDays is null or (>= 7 and <= 365), "It must be 7 to 365 days.");
        errors.Check("limit", Limit is null or > 0 && (Limit is null || double.IsFinite(Limit.Value)), "It must be positive.");
        errors.Check("requested_by", RequestedBy is null or { Length: <= 200 }, "It must be at most 200 characters.");
        errors.Check("requester_scope", RequesterScope?.Fault() is null, RequesterScope?.Fault() ?? "");
        return errors.Found;
    }

    public CapacityQuestion ToQuestion() => new([.. ResourceIds!.Distinct(StringComparer.Ordinal)], MetricType!.Value, ForecastDays ?? DefaultDays, Limit, RequesterScope);
}

/// <summary>What was asked for, as it is stored with the session.</summary>
internal sealed record CapacityQuestion(IReadOnlyList<string> Resources, CapacityMetric Metric, int ForecastDays, double? Limit, RequesterScope? RequesterScope = null);
