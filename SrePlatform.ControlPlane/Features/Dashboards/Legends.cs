using System.Text.RegularExpressions;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>What a series is called.</summary>
internal static partial class Legends
{
    public static string Of(PanelTarget target, IReadOnlyDictionary<string, string> labels) => target.Legend is { } legend
        ? Label().Replace(legend, found => labels.GetValueOrDefault(found.Groups[1].Value, ""))
        : string.Join(' ', labels.Where(label => label.Key != "__name__").OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => label.Value));

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Label();
}
