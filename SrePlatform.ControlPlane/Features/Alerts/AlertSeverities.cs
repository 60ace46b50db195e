namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>Reads the label <c>severity</c> as the trade writes it.</summary>
internal static class AlertSeverities
{
    /// <summary>An alert without a severity, or with one that nobody knows, is a warning: neither lost nor loud.</summary>
    public static AlertSeverity Of(string? label) => label?.Trim().ToLowerInvariant() switch
    {
        "critical" or "crit" or "fatal" or "emergency" or "alert" or "page" or "error" or "high" or "p0" or "p1" => AlertSeverity.Critical,
        "info" or "informational" or "information" or "notice" or "debug" or "none" or "low" or "p3" or "p4" => AlertSeverity.Info,
        _ => AlertSeverity.Warning,
    };
}
