using System.Text.Json.Serialization;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.Diagnosis.Flows;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>Asks why some alerts fire.</summary>
/// <param name="AlertIds">Alerts as the Control Plane knows them, at most 200.</param>
/// <param name="CorrelationWindow">Seconds after the first alert in which others are the same symptom; 300 unless given.</param>
/// <param name="IncidentId">The incident that the result is for.</param>
/// <param name="Generation">Generation of that incident.</param>
/// <param name="RequestedBy">On whose behalf.</param>
/// <param name="RequesterScope">What that person may see; without it the diagnosis sees everything.</param>
internal sealed record AlertsDiagnosisRequest(
    [property: JsonRequired] IReadOnlyList<Guid>? AlertIds,
    int? CorrelationWindow = null,
    Guid? IncidentId = null,
    int? Generation = null,
    string? RequestedBy = null,
    RequesterScope? RequesterScope = null)
{
    public const int MaximumAlerts = 200;
    private const int DefaultWindow = 300;

    public Dictionary<string, string[]> Validate()
    {
        var errors = new FieldErrors();
        errors.Check("alert_ids", AlertIds is { Count: > 0 and <= MaximumAlerts }, $"It must name 1 to {MaximumAlerts} alerts.");
        errors.Check("alert_ids", AlertIds?.All(id => id != Guid.Empty) ?? true, "An alert id is empty.");
        errors.Check("correlation_window", CorrelationWindow is null or (>= 1 and <= 86400), "It must be 1 to 86400 seconds.");
        errors.Check("generation", Generation is null or >= 1, "It must be at least 1.");
        errors.Check("requested_by", RequestedBy is null or { Length: <= 200 }, "It must be at most 200 characters.");
        errors.Check("requester_scope", RequesterScope?.Fault() is null, RequesterScope?.Fault() ?? "");
        return errors.Found;
    }

    public AlertsRequest ToRequest() => new([.. AlertIds!.Distinct()], CorrelationWindow ?? DefaultWindow, RequesterScope);
}

/// <summary>Asks how services do: around a deployment, around a time, or now.</summary>
/// <param name="AffectedServices">The services in question, at most 200.</param>
/// <param name="IncidentId">The incident that the result is for.</param>
/// <param name="Severity">P0 to P3.</param>
/// <param name="Generation">Generation of that incident.</param>
/// <param name="RequestedBy">On whose behalf.</param>
/// <param name="Context">What is known already.</param>
/// <param name="RequesterScope">What the person may see; without it the diagnosis sees everything.</param>
internal sealed record DeploymentDiagnosisRequest(
    [property: JsonRequired] IReadOnlyList<string>? AffectedServices,
    Guid? IncidentId = null,
    string? Severity = null,
    int? Generation = null,
    string? RequestedBy = null,
    DeploymentContext? Context = null,
    RequesterScope? RequesterScope = null)
{
    private const int MaximumServices = 200;
    private static readonly string[] Priorities = ["P0", "P1", "P2", "P3"];

    public Dictionary<string, string[]> Validate()
    {
        var errors = new FieldErrors();
        errors.Check("affected_services", AffectedServices is { Count: > 0 and <= MaximumServices }, $"It must name 1 to {MaximumServices} services.");
        errors.Check("affected_services", AffectedServices?.All(service => service is { Length: > 0 and <= 200 }) ?? true, "A service name must have 1 to 200 characters.");
        errors.Check("severity", Severity is null || Priorities.Contains(Severity, StringComparer.Ordinal), "It must be P0, P1, P2 or P3.");
        errors.Check("generation", Generation is null or >= 1, "It must be at least 1.");
        errors.Check("requested_by", RequestedBy is null or { Length: <= 200 }, "It must be at most 200 characters.");
        errors.Check("requester_scope", RequesterScope?.Fault() is null, RequesterScope?.Fault() ?? "");
        errors.Check("context.title", Context?.Title is null or { Length: <= 500 }, "It must be at most 500 characters.");
        errors.Check("context.description", Context?.Description is null or { Length: <= 4000 }, "It must be at most 4000 characters.");
        errors.Check("context.time_range.end", Context?.TimeRange is not { Start: { } start, End: { } end } || end > start, "It must be after the start.");
        errors.Check("context.time_range.start", Context?.TimeRange is not { End: not null, Start: null }, "It is required with an end.");
        return errors.Found;
    }

    public DeploymentRequest ToRequest() => new(
        Severity,
        [.. AffectedServices!.Distinct(StringComparer.Ordinal)],
        Context?.Title,
        Context?.Description,
        Context?.TimeRange?.Start?.ToUniversalTime(),
        Context?.TimeRange?.End?.ToUniversalTime(),
        Context?.DeploymentId,
        RequesterScope);
}

/// <summary>What is known already about the matter.</summary>
internal sealed record DeploymentContext(string? Title = null, string? Description = null, TimeRange? TimeRange = null, Guid? DeploymentId = null);

/// <summary>A span of time; the end is not part of it.</summary>
internal sealed record TimeRange(DateTimeOffset? Start = null, DateTimeOffset? End = null);
