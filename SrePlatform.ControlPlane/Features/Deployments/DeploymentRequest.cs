namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>What a pipeline posts.</summary>
/// <param name="Id">The pipeline's own id of this deployment; sent again it is not stored again. <c>Idempotency-Key</c> does the same.</param>
/// <param name="PreviousVersion">Taken from the service's last deployment if left out.</param>
/// <param name="Environment">The resource's, or else <c>production</c>, if left out.</param>
/// <param name="DeployedAt">Now, if left out.</param>
internal sealed record DeploymentRequest(
    string? Service,
    string? Version,
    string? PreviousVersion = null,
    string? Environment = null,
    string? DeployedBy = null,
    string? Commit = null,
    string? Description = null,
    DeploymentStatus? Status = null,
    DateTimeOffset? DeployedAt = null,
    string? Id = null);
