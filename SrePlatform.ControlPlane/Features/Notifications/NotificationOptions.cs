using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Settings of notifications; section <c>Notifications</c>.</summary>
internal sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>Networks inside the installation that channels may reach all the same, such as <c>10.1.0.0/16</c>.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <summary>How often a message is tried before it is given up.</summary>
    [Range(1, 20)]
    public int MostAttempts { get; set; } = 8;

    /// <summary>The pause after the first failure; it doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long history is kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "730.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(92);
}
