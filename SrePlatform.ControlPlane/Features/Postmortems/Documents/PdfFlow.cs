using System.Globalization;
using SkiaSharp;

namespace SrePlatform.ControlPlane.Features.Postmortems.Documents;

/// <summary>Lets text flow over pages of A4.</summary>
internal sealed class PdfFlow : IDisposable
{
    private const float PageWidth = 595;
    private const float PageHeight = 842;
    private const float Margin = 56;
    private const float FootSize = 8.5f;
    private const float Leading = 1.42f;
    private static readonly SKColor Ink = new(0x1b, 0x1f, 0x24);
    private static readonly SKColor Link = new(0x0b, 0x57, 0xd0);
    private static readonly SKColor Faint = new(0x6a, 0x73, 0x7d);

    private readonly SKDocument _document;
    private readonly PdfWords _words = new(PdfFonts.OfThisMachine);
    private readonly string _foot;
    private SKCanvas? _canvas;
    private float _y;
    private int _page;

    public PdfFlow(Stream to, string title, string author, string foot)
    {
        _document = SKDocument.CreatePdf(to, new SKDocumentPdfMetadata { Title = title, Author = author, Creator = "SRE Platform", RasterDpi = 150, EncodingQuality = 90 });
        _foot = foot;
    }

    /// <summary>Empty space, unless a page begins here.</summary>
    public void Space(float height)
    {
        if (_canvas is not null && _y > Margin)
        {
            _y += height;
        }
    }

    /// <param name="runs">The text.</param>
    /// <param name="size">Of its letters.</param>
    /// <param name="indent">From the left.</param>
    /// <param name="mark">Before its first line, such as a bullet.</param>
    /// <param name="keep">Height that must follow on the same page.</param>
    public void Paragraph(IReadOnlyList<PdfRun> runs, float size = 10, float indent = 0, string? mark = null, float keep = 0)
    {
        foreach (var (line, index) in _words.Lines(runs, size, PageWidth - (2 * Margin) - indent).Select((line, index) => (line, index)))
        {
            Room((size * Leading) + (index == 0 ? keep : 0));
            if (index == 0 && mark is not null)
            {
                Draw(_words.Lines([new PdfRun(mark)], size, indent)[0], Margin + Math.Max(0, indent - 12), size);
            }

            Draw(line, Margin + indent, size);
            _y += size * Leading;
        }
    }

    /// <summary>A row of a table: cells side by side, as high as the highest.</summary>
    public void Row(IReadOnlyList<IReadOnlyList<PdfRun>> cells, float size = 9)
    {
        var width = (PageWidth - (2 * Margin)) / Math.Max(1, cells.Count);
        var columns = cells.Select(cell => _words.Lines(cell, size, width - 8)).ToList();
        for (var line = 0; line < columns.Max(column => column.Count); line++)
        {
            Room(size * Leading);
            for (var column = 0; column < columns.Count; column++)
            {
                if (line < columns[column].Count)
                {
                    Draw(columns[column][line], Margin + (column * width), size);
                }
            }

            _y += size * Leading;
        }

        Rule();
    }

    public void Rule()
    {
        Room(6);
        using var paint = new SKPaint { Color = new SKColor(0xd8, 0xde, 0xe4), StrokeWidth = 0.7f, IsAntialias = true };
        _canvas!.DrawLine(Margin, _y - 1, PageWidth - Margin, _y - 1, paint);
        _y += 3;
    }

    public void Dispose()
    {
        // A document without a page is no document.
        if (_page == 0)
        {
            Room(1);
        }

        End();
        _document.Close();
        _document.Dispose();
    }

    private void Room(float height)
    {
        if (_canvas is not null && _y + height > PageHeight - Margin)
        {
            End();
        }

        if (_canvas is null)
        {
            _canvas = _document.BeginPage(PageWidth, PageHeight);
            (_y, _page) = (Margin, _page + 1);
        }
    }

    private void End()
    {
        if (_canvas is null)
        {
            return;
        }

        _y = PageHeight - (Margin * 0.6f) - FootSize;
        Draw(_words.Lines([new PdfRun($"{_foot} · {_page.ToString(CultureInfo.InvariantCulture)}")], FootSize, PageWidth - (2 * Margin))[0], Margin, FootSize, Faint);
        _document.EndPage();
        _canvas = null;
    }

    private void Draw(IReadOnlyList<PdfWord> line, float x, float size, SKColor? colour = null)
    {
        var baseline = _y + size;
        foreach (var word in line)
        {
            using var paint = new SKPaint { Color = colour ?? (word.Run.Url is null ? Ink : Link), IsAntialias = true };
            var from = x;
            foreach (var (text, typeface, width) in word.Parts)
            {
                using var font = PdfWords.Font(word.Run, typeface, size);
                _canvas!.DrawText(text, x, baseline, SKTextAlign.Left, font, paint);
                x += width;
            }

            if (word.Run.Url is { } url)
            {
                _canvas!.DrawUrlAnnotation(new SKRect(from, _y, x, _y + (size * 1.2f)), url);
            }
        }
    }
}
