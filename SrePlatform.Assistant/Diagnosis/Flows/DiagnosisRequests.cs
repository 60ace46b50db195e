namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>What <c>alerts</c> was asked for, as it is stored with the session.</summary>
internal sealed record AlertsRequest(IReadOnlyList<Guid> AlertIds, int CorrelationWindow);

/// <summary>What <c>deployment</c> was asked for, as it is stored with the session.</summary>
internal sealed record DeploymentRequest(
    string? Severity,
    IReadOnlyList<string> AffectedServices,
    string? Title,
    string? Description,
    DateTimeOffset? Start,
    DateTimeOffset? End,
    Guid? DeploymentId);
