using Microsoft.Extensions.Logging;

namespace SrePlatform.ServiceDefaults.Telemetry;

/// <summary>How much the frameworks say in the log; what they tell per request is in the traces.</summary>
internal static class FrameworkLogs
{
    private static readonly string[] Talkative = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "System.Net.Http", "Polly"];

    /// <summary>Keeps warnings and errors of the frameworks, and everything of ours. Settings under <c>Logging</c> say otherwise.</summary>
    public static void QuietFrameworks(this ILoggingBuilder logging)
    {
        foreach (var category in Talkative)
        {
            logging.AddFilter(category, LogLevel.Warning);
        }
    }
}
