using System.Globalization;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Panel;

/// <summary>One series of a stored answer of <c>/api/v1/query_range</c>, on an even grid; NaN where there was no sample.</summary>
internal sealed record MatrixSeries(double[] Times, double[] Values)
{
    /// <summary>The series whose labels are exactly these, else the first that has them all; null when there is none.</summary>
    public static MatrixSeries? Find(ReadOnlyMemory<byte> payload, IReadOnlyDictionary<string, string> labels, double start, double end, double step)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var found = document.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
                .Where(row => labels.All(label => row.GetProperty("metric").TryGetProperty(label.Key, out var value) && value.GetString() == label.Value))
                .OrderBy(row => row.GetProperty("metric").EnumerateObject().Count())
                .Select(row => row.GetProperty("values"))
                .FirstOrDefault();
            return found.ValueKind == JsonValueKind.Array ? OnGrid(found, start, end, step) : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static MatrixSeries OnGrid(JsonElement samples, double start, double end, double step)
    {
        step = Math.Max(step, 1);
        var count = Math.Clamp((int)Math.Round((end - start) / step) + 1, 1, 5000);
        var times = new double[count];
        var values = new double[count];
        for (var index = 0; index < count; index++)
        {
            times[index] = start + (index * step);
            values[index] = double.NaN;
        }

        foreach (var sample in samples.EnumerateArray())
        {
            var index = (int)Math.Round((sample[0].GetDouble() - start) / step);
            if (index >= 0 && index < count && double.TryParse(sample[1].GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            {
                values[index] = value;
            }
        }

        return new MatrixSeries(times, values);
    }
}
