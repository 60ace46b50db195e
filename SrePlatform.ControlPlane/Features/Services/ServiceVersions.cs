using SrePlatform.ControlPlane.Features.Deployments;

namespace SrePlatform.ControlPlane.Features.Services;

/// <summary>What runs of a service in one environment, as its pipeline last said.</summary>
/// <param name="Running">The version that is out; null if the first one failed.</param>
/// <param name="Last">The report that says so.</param>
internal sealed record RunningVersion(string Environment, string? Running, Deployment Last)
{
    /// <summary>A failed deployment leaves the version before it, and so does one that was rolled back.</summary>
    public static RunningVersion Of(Deployment last) => new(last.Environment, last.Status is DeploymentStatus.Succeeded ? last.Version : last.PreviousVersion, last);
}

/// <summary>How often a service was deployed of late, and how that went.</summary>
internal sealed record DeploymentRecord(int Total, int Failed, int RolledBack)
{
    /// <summary>The share that had to be mended; null without deployments.</summary>
    public double? FailureShare => Total == 0 ? null : (double)(Failed + RolledBack) / Total;
}
