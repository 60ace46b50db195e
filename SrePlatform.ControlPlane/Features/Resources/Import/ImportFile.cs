using Microsoft.VisualBasic.FileIO;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources.Import;

/// <summary>A line of the file with its cells by column.</summary>
internal sealed record ImportLine(int Number, IReadOnlyDictionary<string, string> Cells, InvalidField? Error);

/// <summary>The rows of a CSV file, or why it is none of ours.</summary>
internal sealed record ImportFile(IReadOnlyList<string> Columns, IReadOnlyList<ImportLine> Lines, InvalidField? Error)
{
    public const int MostRows = 5_000;
    public const int MostCharacters = 4 * 1024 * 1024;

    /// <summary>Columns that are taken, in the order of the export.</summary>
    public static readonly string[] Known =
        ["name", "kind", "service", "environment", "team", "criticality", "address", "metrics_path", "snmp_module", "snmp_auth", "labels"];

    /// <summary>Columns of the export that say what the platform knows itself; they are passed over.</summary>
    private static readonly string[] Passed = ["health", "origin", "created_at", "updated_at", "id"];

    public static ImportFile Read(string content)
    {
        using var text = new StringReader(content);
        using var parser = new TextFieldParser(text) { TextFieldType = FieldType.Delimited, TrimWhiteSpace = true, HasFieldsEnclosedInQuotes = true };
        parser.SetDelimiters(",");
        if (Next(parser, out var error) is not { } header)
        {
            return new([], [], error ?? new("file", "empty_file"));
        }

        var columns = header.Select(column => column.Trim().TrimStart('\uFEFF').ToLowerInvariant()).ToList();
        if (columns.FirstOrDefault(column => !Known.Contains(column) && !Passed.Contains(column)) is { } unknown)
        {
            return new([], [], new("file", "unknown_column", unknown, string.Join(", ", Known)));
        }

        if (!columns.Contains("name") || columns.Distinct(StringComparer.Ordinal).Count() != columns.Count)
        {
            return new([], [], new("file", columns.Contains("name") ? "column_twice" : "name_column"));
        }

        var lines = new List<ImportLine>();
        while (!parser.EndOfData)
        {
            if (lines.Count == MostRows)
            {
                return new([], [], new("file", "too_many_rows", $"{MostRows}"));
            }

            var number = (int)parser.LineNumber;
            var cells = Next(parser, out error);
            lines.Add(cells is null || cells.Length != columns.Count
                ? new(number, new Dictionary<string, string>(), error ?? new("row", "cells", $"{columns.Count}", $"{cells?.Length ?? 0}"))
                : new(number, columns.Zip(cells, (column, cell) => (column, cell: Plain(cell))).ToDictionary(pair => pair.column, pair => pair.cell, StringComparer.Ordinal), null));
        }

        return new(columns, lines, null);
    }

    /// <summary>What an export wrote an apostrophe before, so that no spreadsheet runs it, is that text again.</summary>
    private static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? cell[1..] : cell;

    private static string[]? Next(TextFieldParser parser, out InvalidField? error)
    {
        try
        {
            error = null;
            return parser.ReadFields();
        }
        catch (MalformedLineException)
        {
            error = new("row", "malformed");
            return null;
        }
    }
}
