using System.Globalization;
using System.Text;

namespace SrePlatform.Assistant.Evaluation;

/// <summary>Rows of a comma-separated file (RFC 4180, without line breaks inside quotes).</summary>
internal static class CsvTable
{
    public static List<string[]> Read(string path) => [.. File.ReadLines(path).Where(l => l.Length > 0).Select(Split)];

    /// <summary>A number, or NaN where the cell is empty or not one.</summary>
    public static double Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : double.NaN;

    private static string[] Split(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
            return line.Split(',');
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                (cells, cell) = ([.. cells, cell.ToString()], new StringBuilder());
            else
                cell.Append(line[i]);
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
