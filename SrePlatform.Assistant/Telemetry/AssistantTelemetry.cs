using System.Diagnostics;

namespace SrePlatform.Assistant.Telemetry;

/// <summary>Traces of the agent by the gen_ai conventions: <c>invoke_agent</c> holds <c>execute_tool</c> and <c>chat</c>.</summary>
internal static class AssistantTelemetry
{
    public const string SourceName = "SrePlatform.Assistant";
    public const string AgentName = "diagnosis";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>What is stored with work so that it belongs to the trace of its cause.</summary>
    public static string? Current => Activity.Current?.Id;

    public static Activity? StartAgent(Guid sessionId, string kind, int attempt, string? cause)
    {
        var activity = Source.StartActivity($"invoke_agent {AgentName}", ActivityKind.Internal, Parent(cause));
        activity?.SetTag("gen_ai.operation.name", "invoke_agent");
        activity?.SetTag("gen_ai.agent.name", AgentName);
        activity?.SetTag("gen_ai.conversation.id", sessionId.ToString());
        activity?.SetTag("sre.diagnosis.kind", kind);
        activity?.SetTag("sre.diagnosis.attempt", attempt);
        return activity;
    }

    public static Activity? StartTool(string tool, string source, int observation)
    {
        var activity = Source.StartActivity($"execute_tool {tool}", ActivityKind.Client);
        activity?.SetTag("gen_ai.operation.name", "execute_tool");
        activity?.SetTag("gen_ai.tool.name", tool);
        activity?.SetTag("gen_ai.tool.type", "datastore");
        activity?.SetTag("gen_ai.tool.call.id", observation);
        activity?.SetTag("sre.source", source);
        return activity;
    }

    /// <summary>Telling the Control Plane that a diagnosis ended, as part of the trace of that diagnosis.</summary>
    public static Activity? StartCallback(Guid sessionId, string? cause)
    {
        var activity = Source.StartActivity("callback diagnosis", ActivityKind.Producer, Parent(cause));
        activity?.SetTag("gen_ai.conversation.id", sessionId.ToString());
        return activity;
    }

    private static ActivityContext Parent(string? cause) => ActivityContext.TryParse(cause, null, isRemote: true, out var parent) ? parent : default;

    /// <summary>A named stage of the analysis.</summary>
    public static Activity? StartStage(string stage) => Source.StartActivity(stage, ActivityKind.Internal);
}
