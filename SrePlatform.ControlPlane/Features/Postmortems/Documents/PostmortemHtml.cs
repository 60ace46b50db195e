using System.Text;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SrePlatform.ControlPlane.Features.Postmortems.Record;
using SrePlatform.ControlPlane.Platform.Markdown;

namespace SrePlatform.ControlPlane.Features.Postmortems.Documents;

/// <summary>Makes HTML of a postmortem: what people wrote, with citations as links to what they name.</summary>
internal static class PostmortemHtml
{
    private const string CiteClass = "cite";
    private const string UnknownClass = "cite-unknown";

    /// <param name="markdown">What people wrote.</param>
    /// <param name="items">What it can cite.</param>
    /// <param name="site">The site's address, for documents that leave it; null for its own pages.</param>
    public static string Of(string markdown, IReadOnlyList<RecordItem> items, Uri? site = null) => SafeMarkdown.Html(Parse(markdown, items, site), CiteClass, UnknownClass);

    /// <summary>The document with its citations resolved.</summary>
    public static MarkdownDocument Parse(string markdown, IReadOnlyList<RecordItem> items, Uri? site = null)
    {
        var known = items.ToDictionary(item => item.Code, StringComparer.OrdinalIgnoreCase);
        return SafeMarkdown.Parse(markdown, link =>
        {
            if (link.Url is not ['#', .. var code])
            {
                return false;
            }

            Cite(link, code, known, site);
            return true;
        });
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
}
