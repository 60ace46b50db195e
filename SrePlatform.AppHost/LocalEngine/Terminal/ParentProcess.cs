using System.Globalization;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Who started this process.</summary>
internal static class ParentProcess
{
    /// <summary>Whether a process is <c>dotnet run</c> or <c>dotnet watch</c>, which must not be outlived.</summary>
    public static bool IsDotNetRun(int processId)
    {
        try
        {
            var command = File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/cmdline").Split('\0');
            return Path.GetFileName(command[0]) == "dotnet" && command.Skip(1).Any(word => word is "run" or "watch");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
