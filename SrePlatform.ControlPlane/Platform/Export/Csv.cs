using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace SrePlatform.ControlPlane.Platform.Export;

/// <summary>
/// Comma-separated values for spreadsheets. A cell that a spreadsheet would take for a formula is made text by an apostrophe, since
/// what people and machines wrote into alerts ends up here.
/// </summary>
internal sealed class Csv
{
    private readonly StringBuilder _text = new();

    public Csv(IReadOnlyList<string> header) => Add([.. header]);

    public void Add(params object?[] cells)
    {
        _text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
    }

    public override string ToString() => _text.ToString();

    /// <summary>The file as a download; the mark at its beginning makes spreadsheets read it as UTF-8.</summary>
    public FileContentResult ToFile(string name) =>
        new([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(_text.ToString())], "text/csv; charset=utf-8") { FileDownloadName = name };

    internal static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            Enum member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString()),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        if (value is string && text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal))
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
