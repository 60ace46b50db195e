using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Where the time series are, and how to sign in there (section <c>VictoriaMetrics</c>).</summary>
internal sealed class VictoriaMetricsOptions
{
    public const string Section = "VictoriaMetrics";

    /// <summary>Base address; without it every query answers <see cref="MetricsFailureReason.NotConfigured"/>.</summary>
    public Uri? Url { get; set; }

    public string? Username { get; set; }

    public string? Password { get; set; }

    /// <summary>How long one request may take before it is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
