using System.Globalization;

namespace SrePlatform.ControlPlane.Platform.Localization;

/// <summary>The languages that pages are written in.</summary>
internal static class Languages
{
    public const string English = "en";
    public const string TraditionalChinese = "zh-TW";

    /// <summary>Codes and how each language calls itself.</summary>
    public static readonly (string Code, string Name)[] All = [(English, "English"), (TraditionalChinese, "繁體中文")];

    /// <summary>The supported language nearest to a code such as <c>zh-Hant-HK</c> or <c>en-GB</c>; null when there is none.</summary>
    public static string? Nearest(string? code) => code switch
    {
        null or "" => null,
        _ when code.StartsWith("zh", StringComparison.OrdinalIgnoreCase) => TraditionalChinese,
        _ when code.StartsWith("en", StringComparison.OrdinalIgnoreCase) => English,
        _ => null,
    };

    /// <summary>The language of the request being answered.</summary>
    public static string Current => Nearest(CultureInfo.CurrentUICulture.Name) ?? English;
}
