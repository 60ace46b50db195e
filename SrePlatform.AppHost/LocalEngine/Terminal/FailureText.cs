using System.Text;
using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Says what failed, why, and what to do.</summary>
internal static class FailureText
{
    private const int Lines = 15;

    public static string Of(ResourceEvent change, ResourceLog log)
    {
        var text = new StringBuilder();
        text.AppendLine().AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"Failed: {change.Resource.Name}: {change.Snapshot.Message}");
        var said = log.LastLines.Where(line => !line.StartsWith("--- ", StringComparison.Ordinal)).TakeLast(Lines).ToList();
        if (said.Count > 0)
        {
            text.AppendLine("Its last lines:");
            foreach (var line in said)
            {
                text.Append("    ").AppendLine(line);
            }
        }

        return text.Append("What to do: read ").Append(log.Path).Append(", repair the cause, and start again; what was stored is kept.").ToString();
    }
}
