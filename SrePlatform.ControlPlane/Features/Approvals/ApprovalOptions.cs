using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>The section <c>Approvals</c> of the configuration.</summary>
internal sealed class ApprovalOptions
{
    public const string Section = "Approvals";

    /// <summary>How long a request waits for people.</summary>
    [Range(1, 7 * 24 * 60)]
    public int LifetimeMinutes { get; init; } = 60;

    public TimeSpan Lifetime => TimeSpan.FromMinutes(LifetimeMinutes);
}
