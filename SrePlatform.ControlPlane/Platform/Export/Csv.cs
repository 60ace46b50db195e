using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Platform.Export;

/// <summary>
/// Comma-separated values for spreadsheets. A cell that a spreadsheet would take for a formula is made text by an apostrophe, since
/// what people and machines wrote into alerts ends up here.
/// </summary>
internal static class Csv
{
    /// <summary>As many rows as one file has; the last line of a longer list says that there is more.</summary>
    public const int MostRows = 100_000;

    /// <summary>Reads a keyset-paged list part by part, so that no more than one part is ever in memory.</summary>
    public static async IAsyncEnumerable<T> PartsAsync<T>(Func<PageRequest, Task<Page<T>>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = await read(new QueryReader().Page($"{PageRequest.MaxLimit}", cursor));
            foreach (var row in part.Items)
            {
                yield return row;
            }

            cursor = part.NextCursor;
        }
        while (cursor is not null);
    }

    internal static string Line(IEnumerable<object?> cells) => new StringBuilder().AppendJoin(',', cells.Select(Cell)).Append("\r\n").ToString();

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

/// <summary>A CSV file that is written to the reader while the rows are read, at most <see cref="Csv.MostRows"/> of them.</summary>
/// <param name="name">Of the file.</param>
/// <param name="header">Names of the columns.</param>
/// <param name="rows">The cells of each row.</param>
internal sealed class CsvFile(string name, IReadOnlyList<string> header, IAsyncEnumerable<object?[]> rows) : ActionResult
{
    private const int BufferedCharacters = 16 * 1024;

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var cancellationToken = context.HttpContext.RequestAborted;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        // The mark at its beginning makes spreadsheets read it as UTF-8.
        await using var text = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), BufferedCharacters, leaveOpen: true);
        await text.WriteAsync(Csv.Line(header));
        var written = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (written++ == Csv.MostRows)
            {
                await text.WriteAsync(Csv.Line([$"There is more: a file has at most {Csv.MostRows} rows. Narrow the filters."]));
                break;
            }

            await text.WriteAsync(Csv.Line(row).AsMemory(), cancellationToken);
        }
    }
}
