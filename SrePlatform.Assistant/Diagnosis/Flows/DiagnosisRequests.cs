using SrePlatform.Assistant.DataSources;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>What <c>alerts</c> was asked for, as it is stored with the session.</summary>
internal sealed record AlertsRequest(IReadOnlyList<Guid> AlertIds, int CorrelationWindow, RequesterScope? RequesterScope = null);

/// <summary>What <c>deployment</c> was asked for, as it is stored with the session.</summary>
internal sealed record DeploymentRequest(
    string? Severity,
    IReadOnlyList<string> AffectedServices,
    string? Title,
    string? Description,
    DateTimeOffset? Start,
    DateTimeOffset? End,
    Guid? DeploymentId,
    RequesterScope? RequesterScope = null);

/// <summary>What every stored request may have: the scope of who asked.</summary>
internal sealed record ScopedRequest(RequesterScope? RequesterScope = null);
