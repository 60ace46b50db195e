using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Where fetched programs are kept: per user, and as root where the user that PostgreSQL runs as can reach them.</summary>
internal static class ProgramCache
{
    public static string Folder { get; } = Unix.IsRoot
        ? "/var/lib/sre-platform/programs"
        : Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "sre-platform");
}
