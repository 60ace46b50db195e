using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SrePlatform.ControlPlane.Features.Postmortems.Record;

namespace SrePlatform.ControlPlane.Features.Postmortems.Documents;

/// <summary>Writes Markdown as PDF: headings, paragraphs, lists, quotes, code and tables, with links that work.</summary>
internal static class PostmortemPdf
{
    private const float TextSize = 10;
    private const float IndentStep = 16;
    private const int Deepest = 6;

    public static byte[] Of(string markdown, IReadOnlyList<RecordItem> items, string title, string author, string foot, Uri? site)
    {
        using var pdf = new MemoryStream();
        using (var flow = new PdfFlow(pdf, title, author, foot))
        {
            Blocks(flow, PostmortemHtml.Parse(markdown, items, site), 0);
        }

        return pdf.ToArray();
    }

    private static void Blocks(PdfFlow flow, ContainerBlock container, int depth)
    {
        foreach (var block in container)
        {
            Write(flow, block, depth);
        }
    }

    private static void Write(PdfFlow flow, Block block, int depth)
    {
        var indent = Math.Min(depth, Deepest) * IndentStep;
        switch (block)
        {
            case HeadingBlock heading:
                var size = heading.Level switch { 1 => 19f, 2 => 14f, 3 => 12f, _ => 11f };
                flow.Space(heading.Level == 1 ? 0 : 12);
                flow.Paragraph(Runs(heading.Inline, bold: true), size, indent, keep: 30);
                flow.Space(4);
                break;
            case ParagraphBlock paragraph:
                flow.Paragraph(Runs(paragraph.Inline), TextSize, indent);
                flow.Space(5);
                break;
            case ListBlock list:
                List(flow, list, depth);
                flow.Space(4);
                break;
            case Table table:
                foreach (var row in table.OfType<TableRow>())
                {
                    flow.Row([.. row.OfType<TableCell>().Select(cell => Cell(cell, row.IsHeader))]);
                }

                flow.Space(6);
                break;
            case CodeBlock code:
                foreach (var line in code.Lines.ToString().Split('\n'))
                {
                    flow.Paragraph([new PdfRun(line.TrimEnd('\r'), Code: true)], TextSize - 1, indent + 8);
                }

                flow.Space(5);
                break;
            case ThematicBreakBlock:
                flow.Rule();
                break;
            case ContainerBlock inner:
                Blocks(flow, inner, depth + 1);
                break;
            default:
                break;
        }
    }

    private static void List(PdfFlow flow, ListBlock list, int depth)
    {
        var number = list.IsOrdered && int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? $"{number++}." : "•";
            foreach (var (block, index) in item.Select((block, index) => (block, index)))
            {
                if (block is ParagraphBlock paragraph)
                {
                    flow.Paragraph(Runs(paragraph.Inline), TextSize, (Math.Min(depth, Deepest) + 1) * IndentStep, index == 0 ? mark : null);
                    flow.Space(1.5f);
                }
                else
                {
                    Write(flow, block, depth + 1);
                }
            }
        }
    }

    private static List<PdfRun> Cell(TableCell cell, bool bold) => [.. cell.OfType<ParagraphBlock>().SelectMany(paragraph => Runs(paragraph.Inline, bold))];

    private static List<PdfRun> Runs(ContainerInline? inline, bool bold = false, bool italic = false, string? url = null) => [.. (inline ?? []).SelectMany(child => Run(child, bold, italic, url))];

    private static List<PdfRun> Run(Inline inline, bool bold, bool italic, string? url) => inline switch
    {
        LiteralInline literal => [new PdfRun(literal.Content.ToString(), bold, italic, Url: url)],
        CodeInline code => [new PdfRun(code.Content, bold, italic, Code: true, url)],
        LineBreakInline => [new PdfRun(" ", bold, italic)],
        HtmlEntityInline entity => [new PdfRun(entity.Transcoded.ToString(), bold, italic, Url: url)],
        AutolinkInline auto => [new PdfRun(auto.Url, bold, italic, Url: Address(auto.Url))],
        LinkInline link => Runs(link, bold, italic, Address(link.Url)),
        EmphasisInline emphasis => Runs(emphasis, bold || emphasis.DelimiterCount >= 2, italic || emphasis.DelimiterCount == 1, url),
        ContainerInline container => Runs(container, bold, italic, url),
        _ => [],
    };

    /// <summary>Only addresses that lead somewhere from a file.</summary>
    private static string? Address(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https" or "mailto") ? address.AbsoluteUri : null;
}
