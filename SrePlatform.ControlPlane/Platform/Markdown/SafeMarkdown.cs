using Ganss.Xss;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SrePlatform.ControlPlane.Platform.Markdown;

/// <summary>
/// Makes HTML of Markdown that people wrote. No HTML passes through it, and what comes out keeps only a short list of elements and attributes,
/// since it is shown to others with their rights.
/// </summary>
internal static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().DisableHtml().Build();
    private static readonly string[] Elements =
        ["h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "em", "strong", "del", "sup", "sub", "code", "pre", "blockquote", "a", "table", "thead", "tbody", "tr", "th", "td"];

    private static readonly string[] Attributes = ["href", "title", "class", "rel", "start"];

    /// <summary>A text with no links of its own kind.</summary>
    public static string Html(string markdown) => Html(Parse(markdown));

    /// <param name="document">What <see cref="Parse"/> made.</param>
    /// <param name="classes">Classes that its links may have.</param>
    public static string Html(MarkdownDocument document, params string[] classes) => Sanitizer(classes).Sanitize(document.ToHtml(Pipeline));

    /// <summary>Whether it can be read: what is nested too deeply cannot.</summary>
    public static bool CanRead(string markdown)
    {
        try
        {
            _ = Markdig.Markdown.Parse(markdown, Pipeline);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <param name="markdown">What people wrote.</param>
    /// <param name="resolve">Takes care of a link that is of a kind of its own, or returns false.</param>
    public static MarkdownDocument Parse(string markdown, Func<LinkInline, bool>? resolve = null)
    {
        var document = Markdig.Markdown.Parse(CanRead(markdown) ? markdown : "", Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage)
            {
                // A picture from elsewhere would tell others who reads this; it stays a link.
                link.IsImage = false;
            }

            if (resolve?.Invoke(link) != true)
            {
                link.GetAttributes().AddProperty("rel", "nofollow noopener noreferrer");
            }
        }

        return document;
    }

    private static HtmlSanitizer Sanitizer(string[] classes)
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Elements, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto"], StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
            AllowedClasses = new HashSet<string>(classes),
        });
        sanitizer.AllowDataAttributes = false;
        return sanitizer;
    }
}
