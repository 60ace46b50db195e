using System.Text.Json;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Messages;

/// <summary>Reads the raw arguments of the Assistant's messages.</summary>
internal static class MessageArguments
{
    /// <summary>An argument; undefined when it is missing.</summary>
    public static JsonElement Raw(this AnalysisMessage? message, string name) =>
        message?.Args is not null && message.Args.TryGetValue(name, out var value) ? value : default;

    /// <summary>An argument as text; null when it is missing.</summary>
    public static string? Argument(this AnalysisMessage? message, string name) => message.Raw(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        var other => other.GetRawText(),
    };

    /// <summary>An argument as a time; null when it is missing or none.</summary>
    public static DateTimeOffset? Time(this AnalysisMessage? message, string name) =>
        message.Raw(name) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var time) ? time : null;
}
