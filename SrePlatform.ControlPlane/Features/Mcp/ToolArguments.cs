using System.Globalization;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Mcp;

/// <summary>Reads a tool's arguments; results are small, since whoever reads them pays for every word.</summary>
internal static class ToolArguments
{
    public const int DefaultLimit = 20;
    public const int MostItems = 50;

    private const int LongestText = 500;

    public static PageRequest Part(this QueryReader read, int? limit, string? cursor)
    {
        if (limit is < 1 or > MostItems)
        {
            read.Add("limit", $"Give a number from 1 to {MostItems}.");
            limit = null;
        }

        return read.Page((limit ?? DefaultLimit).ToString(CultureInfo.InvariantCulture), cursor);
    }

    /// <summary>Ends the call if an argument was wrong.</summary>
    public static void Check(this QueryReader read)
    {
        if (read.Failure is { } failure)
        {
            throw failure.AsError();
        }
    }

    /// <summary>The beginning of a text that is too long for an answer.</summary>
    public static string? Cut(string? text, int longest = LongestText) => text is null || text.Length <= longest ? text
        : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)] + "…";

    public static IReadOnlyDictionary<string, string> Cut(IReadOnlyDictionary<string, string> texts) =>
        texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(30).ToDictionary(pair => pair.Key, pair => Cut(pair.Value)!);
}
