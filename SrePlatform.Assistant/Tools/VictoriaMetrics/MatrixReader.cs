using System.Globalization;
using System.Text.Json;

namespace SrePlatform.Assistant.Tools.VictoriaMetrics;

/// <summary>One series of a range query on the grid of the question; NaN where there was no sample.</summary>
internal sealed record MatrixSeries(IReadOnlyDictionary<string, string> Labels, double[] Times, double[] Values);

/// <summary>Reads the answer of <c>/api/v1/query_range</c>.</summary>
internal static class MatrixReader
{
    public static IReadOnlyList<MatrixSeries> Read(ReadOnlySpan<byte> content, DateTimeOffset start, DateTimeOffset end, TimeSpan step)
    {
        var reader = new Utf8JsonReader(content);
        using var document = JsonDocument.ParseValue(ref reader);
        var data = document.RootElement.GetProperty("data");
        if (data.GetProperty("resultType").GetString() != "matrix")
        {
            throw new FormatException("The answer is not a matrix.");
        }

        var rows = data.GetProperty("result");
        var grid = Grid(rows, start, end, step);
        var result = new List<MatrixSeries>(rows.GetArrayLength());
        foreach (var row in rows.EnumerateArray())
        {
            var labels = row.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "", StringComparer.Ordinal);
            var values = new double[grid.Length];
            Array.Fill(values, double.NaN);
            foreach (var sample in row.GetProperty("values").EnumerateArray())
            {
                var index = (int)Math.Round((sample[0].GetDouble() - grid[0]) / step.TotalSeconds);
                if (index >= 0 && index < values.Length && Number(sample[1]) is { } value)
                {
                    values[index] = value;
                }
            }

            result.Add(new MatrixSeries(labels, grid, values));
        }

        return result;
    }

    /// <summary>The store may move start and end to multiples of the step, so the grid starts at the first sample of all.</summary>
    private static double[] Grid(JsonElement rows, DateTimeOffset start, DateTimeOffset end, TimeSpan step)
    {
        var first = (double)start.ToUnixTimeSeconds();
        var last = (double)end.ToUnixTimeSeconds();
        var anchor = rows.EnumerateArray().SelectMany(row => row.GetProperty("values").EnumerateArray().Take(1)).Select(sample => sample[0].GetDouble()).DefaultIfEmpty(first).Min();
        var offset = (anchor - first) % step.TotalSeconds;
        var origin = first + (offset < 0 ? offset + step.TotalSeconds : offset);
        var count = Math.Max(1, (int)Math.Floor((last - origin) / step.TotalSeconds) + 1);
        var grid = new double[count];
        for (var index = 0; index < count; index++)
        {
            grid[index] = origin + (index * step.TotalSeconds);
        }

        return grid;
    }

    private static double? Number(JsonElement element) =>
        double.TryParse(element.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
