using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace SrePlatform.ServiceDefaults.Telemetry;

/// <summary>One line per log entry: time, level, category, the trace it belongs to, message, exception.</summary>
internal sealed class PlatformConsoleFormatter(TimeProvider clock) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "platform";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        textWriter.Write(LevelOf(logEntry.LogLevel));
        textWriter.Write(logEntry.Category);
        if (Activity.Current is { } activity)
        {
            textWriter.Write(" trace=");
            textWriter.Write(activity.TraceId.ToHexString());
            textWriter.Write(" span=");
            textWriter.Write(activity.SpanId.ToHexString());
        }

        textWriter.Write(": ");
        textWriter.Write(OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(" | ");
            textWriter.Write(exception);
        }

        textWriter.WriteLine();
    }

    /// <summary>Nobody forges a line of the log by what they send.</summary>
    private static string OneLine(string message) => message.ReplaceLineEndings(" ");

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => " trce ",
        LogLevel.Debug => " dbug ",
        LogLevel.Information => " info ",
        LogLevel.Warning => " warn ",
        LogLevel.Error => " fail ",
        LogLevel.Critical => " crit ",
        _ => " ",
    };
}
