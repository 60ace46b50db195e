using System.Text;
using SkiaSharp;

namespace SrePlatform.ControlPlane.Features.Postmortems.Documents;

/// <summary>Text of one look.</summary>
/// <param name="Url">Where it leads; null if it is no link.</param>
internal sealed record PdfRun(string Text, bool Bold = false, bool Italic = false, bool Code = false, string? Url = null);

/// <summary>A piece of a run that is not broken, measured in its fonts.</summary>
internal sealed record PdfWord(PdfRun Run, IReadOnlyList<(string Text, SKTypeface Typeface, float Width)> Parts)
{
    public float Width { get; } = Parts.Sum(part => part.Width);

    public bool IsSpace => Run.Text.Length > 0 && Parts.All(part => string.IsNullOrWhiteSpace(part.Text));
}

/// <summary>Breaks runs into words, and words into lines: between words, and between any two letters of Chinese.</summary>
internal sealed class PdfWords(PdfFonts fonts)
{
    private const int LongestWord = 48;
    private static readonly Rune Unknown = new('?');

    /// <summary>How a run is written at a size.</summary>
    public static SKFont Font(PdfRun run, SKTypeface typeface, float size) => new(typeface, run.Code ? size * 0.92f : size) { Embolden = run.Bold, SkewX = run.Italic ? -0.2f : 0, Subpixel = true };

    public IReadOnlyList<IReadOnlyList<PdfWord>> Lines(IEnumerable<PdfRun> runs, float size, float width)
    {
        var lines = new List<IReadOnlyList<PdfWord>>();
        var line = new List<PdfWord>();
        var used = 0f;
        foreach (var word in runs.SelectMany(run => Split(run, size)))
        {
            if (used + word.Width > width && line.Count > 0 && !word.IsSpace)
            {
                lines.Add(line);
                (line, used) = ([], 0);
            }

            if (line.Count > 0 || !word.IsSpace)
            {
                line.Add(word);
                used += word.Width;
            }
        }

        lines.Add(line);
        return lines;
    }

    private IEnumerable<PdfWord> Split(PdfRun run, float size)
    {
        var letters = new List<Rune>();
        foreach (var rune in run.Text.EnumerateRunes())
        {
            var letter = Rune.IsControl(rune) ? new Rune(' ') : rune;
            var breaks = Rune.IsWhiteSpace(letter) || IsWide(letter) || letters.Count >= LongestWord;
            if (breaks && letters.Count > 0)
            {
                yield return Measure(run, letters, size);
                letters.Clear();
            }

            letters.Add(letter);
            if (Rune.IsWhiteSpace(letter) || IsWide(letter))
            {
                yield return Measure(run, letters, size);
                letters.Clear();
            }
        }

        if (letters.Count > 0)
        {
            yield return Measure(run, letters, size);
        }
    }

    private PdfWord Measure(PdfRun run, List<Rune> letters, float size)
    {
        var parts = new List<(string Text, SKTypeface Typeface, float Width)>();
        var text = new StringBuilder();
        SKTypeface? current = null;
        foreach (var letter in letters)
        {
            var typeface = fonts.For(letter.Value, run.Code);
            var shown = typeface is null ? Unknown : letter;
            typeface ??= fonts.For(Unknown.Value, run.Code) ?? SKTypeface.Default;
            if (current is not null && typeface != current)
            {
                parts.Add(Part(run, text.ToString(), current, size));
                text.Clear();
            }

            current = typeface;
            text.Append(shown.ToString());
        }

        parts.Add(Part(run, text.ToString(), current!, size));
        return new PdfWord(run, parts);
    }

    private static (string Text, SKTypeface Typeface, float Width) Part(PdfRun run, string text, SKTypeface typeface, float size)
    {
        using var font = Font(run, typeface, size);
        return (text, typeface, font.MeasureText(text));
    }

    private static bool IsWide(Rune letter) => letter.Value is (>= 0x2e80 and <= 0x9fff) or (>= 0xac00 and <= 0xd7af) or (>= 0xf900 and <= 0xfaff) or (>= 0xff00 and <= 0xff60) or (>= 0x20000 and <= 0x3ffff);
}
