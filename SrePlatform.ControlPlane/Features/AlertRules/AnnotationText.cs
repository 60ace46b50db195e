using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>
/// Turns our annotation text into vmalert's Go template. People write plain text with <c>{value}</c>, <c>{value:percent}</c> or a label
/// in braces, such as <c>{service}</c>; whatever else is in it reaches the reader literally, Go's own braces too.
/// </summary>
internal static partial class AnnotationText
{
    private static readonly Dictionary<string, string> Formats = new(StringComparer.Ordinal)
    {
        ["number"] = "humanize $value",
        ["percent"] = "humanizePercentage $value",
        ["bytes"] = "humanize1024 $value",
        ["duration"] = "humanizeDuration $value",
    };

    public static string ToTemplate(string text)
    {
        var template = new StringBuilder();
        var literalFrom = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            if (Expression(match) is not { } expression)
            {
                continue;
            }

            AppendLiteral(template, text[literalFrom..match.Index]);
            template.Append("{{ ").Append(expression).Append(" }}");
            literalFrom = match.Index + match.Length;
        }

        AppendLiteral(template, text[literalFrom..]);
        return template.ToString();
    }

    /// <summary>What a reader would see for one series; what it does not have stays in its braces.</summary>
    public static string Preview(string text, IReadOnlyDictionary<string, string> labels, double? value) => Placeholder().Replace(text, match =>
    {
        var (name, format) = (match.Groups["name"].Value, match.Groups["format"].Value);
        return name != "value" ? format.Length == 0 && labels.TryGetValue(name, out var label) ? label : match.Value
            : value is not { } number ? match.Value
            : format switch
            {
                "" or "number" => Units.Format(number, "number", CultureInfo.InvariantCulture),
                "percent" => Units.Format(number, "ratio", CultureInfo.InvariantCulture),
                "bytes" => Units.Format(number, "bytes", CultureInfo.InvariantCulture),
                "duration" => Units.Format(number, "seconds", CultureInfo.InvariantCulture),
                _ => match.Value,
            };
    });

    /// <summary>Text in which nothing is a template.</summary>
    public static string Literal(string text)
    {
        var template = new StringBuilder();
        AppendLiteral(template, text);
        return template.ToString();
    }

    private static string? Expression(Match match)
    {
        var (name, format) = (match.Groups["name"].Value, match.Groups["format"].Value);
        if (name == "value")
        {
            return Formats.GetValueOrDefault(format.Length == 0 ? "number" : format);
        }

        return format.Length == 0 ? $"$labels.{name}" : null;
    }

    /// <summary>Every brace that stands next to another, or at an end where one of ours may follow, becomes a quoted constant.</summary>
    private static void AppendLiteral(StringBuilder template, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '{' => template.Append("{{ \"{\" }}"),
                '}' => template.Append("{{ \"}\" }}"),
                '\r' => template,
                _ => template.Append(c),
            };
        }
    }

    [GeneratedRegex(@"\{(?<name>[a-zA-Z_][a-zA-Z0-9_]*)(?::(?<format>[a-z]+))?\}")]
    private static partial Regex Placeholder();
}
