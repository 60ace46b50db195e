using System.Text.RegularExpressions;

namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>The three programs of PostgreSQL that a server needs, and what they say about themselves.</summary>
internal static partial class PostgresPrograms
{
    /// <summary>Their names.</summary>
    public static readonly IReadOnlyList<string> All = ["postgres", "initdb", "pg_ctl"];

    /// <summary>The major version in <c>postgres (PostgreSQL) 15.20 (Debian …)</c>; null when it says something else.</summary>
    public static string? MajorOf(string versionText) =>
        Version().Match(versionText) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
