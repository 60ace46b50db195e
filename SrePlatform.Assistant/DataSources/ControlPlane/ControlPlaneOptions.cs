using System.ComponentModel.DataAnnotations;

namespace SrePlatform.Assistant.DataSources.ControlPlane;

/// <summary>Where the Control Plane is; section <c>ControlPlane</c>. Service discovery resolves the default.</summary>
internal sealed class ControlPlaneOptions
{
    public const string Section = "ControlPlane";

    [Required]
    public Uri Url { get; set; } = new("http://control-plane");

    /// <summary>Seconds one call may take.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Largest answer that is read.</summary>
    [Range(1024, 512 * 1024 * 1024)]
    public int MaximumBytes { get; set; } = 4 * 1024 * 1024;
}
