namespace SrePlatform.ControlPlane.Platform.Paging;

/// <summary>Patterns of ILIKE in which what a person typed stands for itself; the escape is a backslash.</summary>
internal static class LikePattern
{
    public static string Containing(string text) => $"%{Literal(text)}%";

    public static string StartingWith(string text) => $"{Literal(text)}%";

    private static string Literal(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
