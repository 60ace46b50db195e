namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Why VictoriaMetrics gave no answer.</summary>
internal enum MetricsFailureReason
{
    NotConfigured,
    Unreachable,
    TimedOut,
    Unauthorized,
    BadQuery,
    Rejected,
    Malformed,
}

/// <summary>A failure with a machine reason and a detail that may be shown to a person.</summary>
internal sealed record MetricsFailure(MetricsFailureReason Reason, string Detail)
{
    /// <summary>The query itself is wrong; asking again will not help.</summary>
    public bool IsBadQuery => Reason is MetricsFailureReason.BadQuery;
}
