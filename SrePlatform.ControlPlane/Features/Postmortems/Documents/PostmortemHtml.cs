using System.Text;
using Ganss.Xss;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SrePlatform.ControlPlane.Features.Postmortems.Record;

namespace SrePlatform.ControlPlane.Features.Postmortems.Documents;

/// <summary>
/// Makes HTML of what people wrote. No HTML passes through Markdown, and what comes out keeps only a short list of elements and attributes,
/// since it is shown to others with their rights. Citations become links to what they name.
/// </summary>
internal static class PostmortemHtml
{
    private const string CiteClass = "cite";
    private const string UnknownClass = "cite-unknown";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().DisableHtml().Build();
    private static readonly string[] Elements =
        ["h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "em", "strong", "del", "sup", "sub", "code", "pre", "blockquote", "a", "table", "thead", "tbody", "tr", "th", "td"];

    private static readonly string[] Attributes = ["href", "title", "class", "rel", "start"];

    /// <param name="markdown">What people wrote.</param>
    /// <param name="items">What it can cite.</param>
    /// <param name="site">The site's address, for documents that leave it; null for its own pages.</param>
    public static string Of(string markdown, IReadOnlyList<RecordItem> items, Uri? site = null)
    {
        var document = Parse(markdown, items, site);
        var html = document.ToHtml(Pipeline);
        return Sanitizer().Sanitize(html);
    }

    /// <summary>Whether it can be read: what is nested too deeply cannot.</summary>
    public static bool CanRead(string markdown)
    {
        try
        {
            _ = Markdown.Parse(markdown, Pipeline);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The document with its citations resolved.</summary>
    public static MarkdownDocument Parse(string markdown, IReadOnlyList<RecordItem> items, Uri? site = null)
    {
        var document = Markdown.Parse(CanRead(markdown) ? markdown : "", Pipeline);
        var known = items.ToDictionary(item => item.Code, StringComparer.OrdinalIgnoreCase);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage)
            {
                // A picture from elsewhere would tell others who reads this; it stays a link.
                link.IsImage = false;
            }

            if (link.Url is ['#', .. var code])
            {
                Cite(link, code, known, site);
            }
            else
            {
                link.GetAttributes().AddProperty("rel", "nofollow noopener noreferrer");
            }
        }

        return document;
    }

    private static void Cite(LinkInline link, string code, Dictionary<string, RecordItem> known, Uri? site)
    {
        if (!known.TryGetValue(code, out var item))
        {
            link.Url = "#";
            link.GetAttributes().AddClass(UnknownClass);
            return;
        }

        link.Title = item.Text;
        link.Url = item.Link is not { } path ? $"#record-{item.Code}" : site is null ? path : new Uri(site, path).AbsoluteUri;
        link.GetAttributes().AddClass(CiteClass);
    }

    /// <summary>A whole document that stands by itself.</summary>
    public static string Document(string title, string language, string body)
    {
        static string Encode(string text) => System.Net.WebUtility.HtmlEncode(text);
        return new StringBuilder("<!doctype html>\n<html lang=\"").Append(Encode(language)).Append("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>").Append(Encode(title)).Append("</title>\n<style>")
            .Append("body{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:2.5rem auto;padding:0 1rem;color:#1b1f24}h1{font-size:1.7rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #d8dee4;padding-bottom:.25rem}")
            .Append("a{color:#0b57d0}.cite{font-size:.75em;padding:0 .35em;border:1px solid #d8dee4;border-radius:.5em;text-decoration:none}table{border-collapse:collapse}td,th{border:1px solid #d8dee4;padding:.25rem .6rem;text-align:left}")
            .Append("pre,code{font-family:ui-monospace,monospace;background:#f6f8fa}pre{padding:.75rem;overflow:auto}blockquote{margin:0;padding-left:1rem;border-left:3px solid #d8dee4;color:#57606a}")
            .Append("</style>\n</head>\n<body>\n").Append(body).Append("\n</body>\n</html>\n").ToString();
    }

    private static HtmlSanitizer Sanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Elements, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto"], StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
            AllowedClasses = new HashSet<string>([CiteClass, UnknownClass]),
        });
        sanitizer.AllowDataAttributes = false;
        return sanitizer;
    }
}
