namespace SrePlatform.ControlPlane.Features.Deployments;

internal enum DeploymentStatus
{
    Succeeded,
    Failed,
    RolledBack,
}

/// <summary>A version of a service that went out, as a pipeline reported it. Written once.</summary>
internal sealed class Deployment
{
    private Deployment()
    {
    }

    public Guid Id { get; private set; }

    public string Service { get; private set; } = "";

    public string Version { get; private set; } = "";

    /// <summary>The version before this one: reported, or else the last one known.</summary>
    public string? PreviousVersion { get; private set; }

    public string Environment { get; private set; } = "";

    public DeploymentStatus Status { get; private set; }

    public string? DeployedBy { get; private set; }

    public string? Commit { get; private set; }

    public string? Description { get; private set; }

    public DateTimeOffset DeployedAt { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>The resource that runs the service, if there is exactly one.</summary>
    public Guid? ResourceId { get; private set; }

    /// <summary>Which machine sender reported it.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The sender's own name for this report; the same one again is the same deployment.</summary>
    public string? ExternalId { get; private set; }

    public static Deployment Create(DeploymentReport report, string source, string? previousVersion, Guid? resourceId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Service = report.Service,
        Version = report.Version,
        PreviousVersion = previousVersion,
        Environment = report.Environment,
        Status = report.Status,
        DeployedBy = report.DeployedBy,
        Commit = report.Commit,
        Description = report.Description,
        DeployedAt = report.DeployedAt,
        ReceivedAt = now,
        ResourceId = resourceId,
        Source = source,
        ExternalId = report.ExternalId,
    };
}
