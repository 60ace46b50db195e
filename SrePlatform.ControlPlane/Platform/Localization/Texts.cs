using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace SrePlatform.ControlPlane.Platform.Localization;

/// <summary>
/// Texts in the language of the request. Patterns name their arguments: <c>"{count} alerts since {time}"</c>.
/// Pages have it as <c>T</c>: <c>@T["incidents.title"]</c>, <c>@T["incidents.since", ("time", when)]</c>, <c>@T.Count("incidents.alerts", n)</c>.
/// </summary>
public sealed class Texts(TextCatalog catalog)
{
    /// <summary>The text of a key; the key itself when nobody wrote it.</summary>
    public string this[string key] => Find(key) ?? key;

    /// <summary>The text of a key with its named arguments filled in.</summary>
    public string this[string key, params (string Name, object? Value)[] arguments] => Fill(this[key], arguments);

    /// <summary>The text of a key, or null.</summary>
    public string? Find(string key) => catalog.Find(Languages.Current, key);

    /// <summary>A text that depends on a number: <c>key.one</c> for one where the language has it, else <c>key.other</c>, with <c>{count}</c>.</summary>
    public string Count(string key, long count, params (string Name, object? Value)[] arguments)
    {
        var pattern = catalog.FindCount(Languages.Current, key, count) ?? key + ".other";
        return Fill(pattern, [("count", count.ToString("N0", CultureInfo.CurrentCulture)), .. arguments]);
    }

    /// <summary>A text whose arguments may be markup, such as a time or a link. The rest is encoded.</summary>
    public IHtmlContent Html(string key, params (string Name, object? Value)[] arguments)
    {
        var content = new HtmlContentBuilder();
        foreach (var (text, name) in Parts(this[key]))
        {
            _ = (text, arguments.FirstOrDefault(argument => argument.Name == name).Value) switch
            {
                ({ } literal, _) => content.Append(literal),
                (_, IHtmlContent markup) => content.AppendHtml(markup),
                (_, var value) => content.Append(Convert.ToString(value, CultureInfo.CurrentCulture)),
            };
        }

        return content;
    }

    /// <summary>Puts arguments into a pattern; an argument that was not given stays visible as <c>{name}</c>.</summary>
    internal static string Fill(string pattern, params (string Name, object? Value)[] arguments)
    {
        var filled = new StringBuilder();
        foreach (var (text, name) in Parts(pattern))
        {
            filled.Append(text ?? (arguments.Any(argument => argument.Name == name)
                ? Convert.ToString(arguments.First(argument => argument.Name == name).Value, CultureInfo.CurrentCulture)
                : $"{{{name}}}"));
        }

        return filled.ToString();
    }

    private static IEnumerable<(string? Text, string? Name)> Parts(string pattern)
    {
        var position = 0;
        while (position < pattern.Length)
        {
            var open = pattern.IndexOf('{', position);
            var close = open < 0 ? -1 : pattern.IndexOf('}', open);
            if (close < 0)
            {
                yield return (pattern[position..], null);
                yield break;
            }

            if (open > position)
            {
                yield return (pattern[position..open], null);
            }

            yield return (null, pattern[(open + 1)..close]);
            position = close + 1;
        }
    }
}
