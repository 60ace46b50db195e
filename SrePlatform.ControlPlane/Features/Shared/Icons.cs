using System.Collections.Frozen;
using System.Reflection;
using System.Xml.Linq;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>The drawings of <c>Assets/icons.svg</c> by name, put into pages inline so that none arrives late.</summary>
internal static class Icons
{
    private static readonly FrozenDictionary<string, string> Drawings = Load();

    /// <summary>The markup inside the icon's svg element; empty for a name nobody drew.</summary>
    public static string Drawing(string name) => Drawings.GetValueOrDefault(name, "");

    public static string Svg(string name, string? cssClass = null) =>
        $"<svg class=\"icon {cssClass}\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{Drawing(name)}</svg>";

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("icons.svg")!;
        XNamespace svg = "http://www.w3.org/2000/svg";
        return XDocument.Load(stream).Descendants(svg + "symbol").ToFrozenDictionary(
            symbol => (string)symbol.Attribute("id")!,
            symbol => string.Concat(symbol.Elements().Select(element => element.ToString(SaveOptions.DisableFormatting)))
                .Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal));
    }
}
