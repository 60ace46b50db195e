namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>A report that was found valid.</summary>
internal sealed record DeploymentReport(
    string Service,
    string Version,
    string? PreviousVersion,
    string Environment,
    DeploymentStatus Status,
    string? DeployedBy,
    string? Commit,
    string? Description,
    DateTimeOffset DeployedAt,
    string? ExternalId);
