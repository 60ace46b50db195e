using System.Diagnostics;

namespace SrePlatform.ControlPlane.Platform.Telemetry;

/// <summary>Spans of this service's own work; what causes it, such as a person's request, is their parent, however much later it is done.</summary>
internal static class ControlPlaneTelemetry
{
    public const string SourceName = "SrePlatform.ControlPlane";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>What is stored with work so that it belongs to the trace of its cause.</summary>
    public static string? Current => Activity.Current?.Id;

    /// <summary>One attempt at a message of the outbox.</summary>
    public static Activity? StartOutboxWork(string kind, string key, int attempt, string? cause)
    {
        ActivityContext.TryParse(cause, null, isRemote: true, out var parent);
        var activity = Source.StartActivity($"process {kind}", ActivityKind.Consumer, parent);
        activity?.SetTag("messaging.system", "postgresql");
        activity?.SetTag("messaging.operation.name", "process");
        activity?.SetTag("messaging.message.id", key);
        activity?.SetTag("sre.outbox.attempt", attempt);
        return activity;
    }
}
