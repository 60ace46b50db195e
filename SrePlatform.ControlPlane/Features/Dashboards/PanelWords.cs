using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>Words of the data in the reader's language, where they are the platform's own.</summary>
internal static class PanelWords
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "server", "network_device", "service", "application", "database", "cache", "gateway", "succeeded", "failed", "rolled_back", "completed", "running", "cancelled",
        "new", "acknowledged", "in_progress", "resolved", "closed", "root_cause", "contributing", "no_fault", "inconclusive", "alerts", "deployment",
    };

    public static string Of(Texts texts, string word) => Known.Contains(word) ? texts["dashboards.word." + word] : word.Length > 0 ? word : "–";

    public static IReadOnlyCollection<string> All => Known;

    /// <summary>Columns whose words have a badge of their own.</summary>
    public static string? BadgeOf(string column) => column switch
    {
        "severity" => "severity",
        "state" => "state",
        "verdict" => "verdict",
        _ => null,
    };

    public static bool IsNumber(PanelTable table, int column) => table.Rows.Select(row => row[column]).FirstOrDefault(cell => cell is not null) is { } cell and not string and not DateTime;
}
