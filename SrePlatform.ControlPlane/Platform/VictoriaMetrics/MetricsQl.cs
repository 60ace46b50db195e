using System.Globalization;
using System.Text;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Puts values into queries so that they stay values.</summary>
internal static class MetricsQl
{
    /// <summary>A quoted string literal.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }

    /// <summary>A matcher that accepts exactly these values, e.g. <c>resource_id=~"a|b"</c>.</summary>
    public static string AnyOf(string label, IEnumerable<string> values) =>
        $"{label}=~{Quote(string.Join('|', values.Select(EscapeRegex)))}";

    /// <summary>What stands between the quotes of a matcher that accepts exactly these values, e.g. <c>(a|b)</c>.</summary>
    public static string Alternatives(IEnumerable<string> values) => Quote($"({string.Join('|', values.Select(EscapeRegex))})")[1..^1];

    /// <summary>A duration such as <c>90s</c>, never shorter than a second.</summary>
    public static string Duration(TimeSpan value) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (long)Math.Ceiling(value.TotalSeconds))}s");

    /// <summary>RE2 metacharacters only, since Go knows no escaped space or <c>#</c> as .NET writes them.</summary>
    private static string EscapeRegex(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (@"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal))
            {
                text.Append('\\');
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
