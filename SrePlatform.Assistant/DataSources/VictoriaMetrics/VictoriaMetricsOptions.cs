using System.ComponentModel.DataAnnotations;

namespace SrePlatform.Assistant.DataSources.VictoriaMetrics;

/// <summary>Where the time series are; section <c>VictoriaMetrics</c>.</summary>
internal sealed class VictoriaMetricsOptions
{
    public const string Section = "VictoriaMetrics";

    /// <summary>Base address; empty means that there is none, and metrics are reported as not available.</summary>
    public Uri? Url { get; set; }

    public string Username { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Seconds one query may take.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>Largest answer that is read.</summary>
    [Range(1024, 512 * 1024 * 1024)]
    public int MaximumBytes { get; set; } = 32 * 1024 * 1024;
}
