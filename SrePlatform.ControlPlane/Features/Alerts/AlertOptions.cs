using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>Settings of alert ingestion; section <c>Alerts</c>.</summary>
internal sealed class AlertOptions
{
    public const string Section = "Alerts";

    /// <summary>How long an alert lives without being repeated, when its sender does not say.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "7.00:00:00")]
    public TimeSpan ExpiresAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often overdue alerts are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan ExpiryInterval { get; set; } = TimeSpan.FromSeconds(5);
}
