using SkiaSharp;

namespace SrePlatform.ControlPlane.Features.Postmortems.Documents;

/// <summary>
/// Fonts of this machine for documents: one for text, one for code, one for what the others lack, such as Chinese. Found by file, since a
/// container has no font configuration. A letter that no font has is written as a question mark; nothing fails for want of a font.
/// </summary>
internal sealed class PdfFonts
{
    private const int MostFiles = 5_000;

    private static readonly string[] Folders =
    [
        "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts",
        Environment.GetFolderPath(Environment.SpecialFolder.Fonts), Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fonts"),
    ];

    private static readonly string[] TextFiles = ["NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "segoeui.ttf", "arial.ttf", "Arial.ttf", "Helvetica.ttc"];
    private static readonly string[] CodeFiles = ["NotoSansMono-Regular.ttf", "DejaVuSansMono.ttf", "LiberationMono-Regular.ttf", "consola.ttf", "Menlo.ttc"];
    private static readonly string[] WideFiles =
        ["NotoSansCJK-Regular.ttc", "NotoSansTC-Regular.otf", "NotoSansCJKtc-Regular.otf", "DroidSansFallbackFull.ttf", "wqy-zenhei.ttc", "wqy-microhei.ttc", "uming.ttc", "msjh.ttc", "PingFang.ttc", "NotoSerifCJK-Regular.ttc"];

    private readonly SKFont _code;
    private readonly IReadOnlyList<SKFont> _text;

    private PdfFonts(SKTypeface text, SKTypeface code, SKTypeface? wide) =>
        (_code, _text) = (new SKFont(code), wide is null ? [new SKFont(text)] : [new SKFont(text), new SKFont(wide)]);

    /// <summary>Looked for once.</summary>
    public static PdfFonts OfThisMachine { get; } = Find();

    /// <summary>The typeface that has a letter; null if none has.</summary>
    public SKTypeface? For(int codepoint, bool isCode) =>
        isCode && _code.ContainsGlyph(codepoint) ? _code.Typeface : _text.FirstOrDefault(font => font.ContainsGlyph(codepoint))?.Typeface;

    private static PdfFonts Find()
    {
        var files = Files();
        var text = Load(files, TextFiles) ?? SKTypeface.Default;
        return new PdfFonts(text, Load(files, CodeFiles) ?? text, Load(files, WideFiles));
    }

    private static Dictionary<string, string> Files()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 6, IgnoreInaccessible = true };
        return Folders.Where(folder => folder.Length > 0 && Directory.Exists(folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.*", options)).Take(MostFiles)
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".ttf" or ".ttc" or ".otf")
            .GroupBy(file => Path.GetFileName(file), StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
    }

    private static SKTypeface? Load(Dictionary<string, string> files, string[] names) =>
        names.Select(name => files.GetValueOrDefault(name)).OfType<string>().Select(file => SKTypeface.FromFile(file)).FirstOrDefault(typeface => typeface is not null);
}
