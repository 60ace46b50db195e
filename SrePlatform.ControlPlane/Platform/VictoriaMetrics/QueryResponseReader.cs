using System.Globalization;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Reads the Prometheus query API's answers.</summary>
internal static class QueryResponseReader
{
    public static MetricsAnswer<IReadOnlyList<InstantSample>> ReadInstant(JsonDocument document)
    {
        if (!TryResult(document, out var type, out var result))
        {
            return Malformed();
        }

        if (type is "scalar" or "string")
        {
            var (time, value) = Point(result);
            return new InstantSample[] { new(new Dictionary<string, string>(), time, value) };
        }

        var samples = new List<InstantSample>(result.GetArrayLength());
        foreach (var item in result.EnumerateArray())
        {
            var (time, value) = Point(item.GetProperty("value"));
            samples.Add(new(Labels(item), time, value));
        }

        return samples;
    }

    public static MetricsAnswer<IReadOnlyList<RangeSeries>> ReadRange(JsonDocument document)
    {
        if (!TryResult(document, out var type, out var result) || type != "matrix")
        {
            return Malformed();
        }

        var series = new List<RangeSeries>(result.GetArrayLength());
        foreach (var item in result.EnumerateArray())
        {
            var points = item.GetProperty("values");
            var times = new double[points.GetArrayLength()];
            var values = new double[times.Length];
            var index = 0;
            foreach (var point in points.EnumerateArray())
            {
                (times[index], values[index]) = Point(point);
                index++;
            }

            series.Add(new(Labels(item), times, values));
        }

        return series;
    }

    private static MetricsFailure Malformed() => new(MetricsFailureReason.Malformed, "VictoriaMetrics answered something that is not a query result");

    private static bool TryResult(JsonDocument document, out string? type, out JsonElement result)
    {
        (type, result) = (null, default);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("data", out var data)
            || !data.TryGetProperty("resultType", out var resultType)
            || !data.TryGetProperty("result", out result))
        {
            return false;
        }

        type = resultType.GetString();
        return result.ValueKind == JsonValueKind.Array;
    }

    private static (double Time, double Value) Point(JsonElement point) => (point[0].GetDouble(), Number(point[1].GetString()));

    private static double Number(string? text) => text switch
    {
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        null or "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, string> Labels(JsonElement item)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in item.GetProperty("metric").EnumerateObject())
        {
            labels[label.Name] = label.Value.GetString() ?? "";
        }

        return labels;
    }
}
