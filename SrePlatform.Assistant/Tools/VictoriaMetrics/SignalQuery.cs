namespace SrePlatform.Assistant.Tools.VictoriaMetrics;

/// <summary>How one signal of all services is asked for at once.</summary>
/// <param name="Signal">Its name.</param>
/// <param name="Expression">MetricsQL; the answer has one series for each service, or for each pair of caller and callee.</param>
internal sealed record SignalQuery(string Signal, string Expression);
