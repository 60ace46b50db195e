using System.Globalization;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Series of an observation on one time axis, as charts take them.</summary>
/// <param name="Times">Unix seconds, ascending.</param>
/// <param name="Series">One per line; its values match <paramref name="Times"/>, null where there is a gap.</param>
internal sealed record ChartData(IReadOnlyList<double> Times, IReadOnlyList<ChartSeries> Series);

internal sealed record ChartSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<double?> Values);

/// <summary>Reads the matrix that VictoriaMetrics answered to a range query.</summary>
internal static class ObservationSeries
{
    private const int MostSeries = 50;

    /// <summary>The series whose labels include all of <paramref name="labels"/>; null if the bytes are no matrix.</summary>
    public static ChartData? Select(ReadOnlyMemory<byte> json, IReadOnlyDictionary<string, string> labels)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (!document.RootElement.TryGetProperty("data", out var data) || !data.TryGetProperty("result", out var result) || result.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var chosen = result.EnumerateArray()
                .Select(series => (Labels: LabelsOf(series), Samples: series))
                .Where(series => labels.All(label => series.Labels.TryGetValue(label.Key, out var value) && value == label.Value))
                .Take(MostSeries)
                .Select(series => (series.Labels, Samples: SamplesOf(series.Samples)))
                .ToList();
            var times = chosen.SelectMany(series => series.Samples.Keys).Distinct().Order().ToList();
            return new ChartData(times, [.. chosen.Select(series => new ChartSeries(series.Labels, [.. times.Select(time => series.Samples.TryGetValue(time, out var value) ? value : null)]))]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> LabelsOf(JsonElement series) => series.TryGetProperty("metric", out var metric)
        ? metric.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "", StringComparer.Ordinal)
        : [];

    /// <summary>Numbers that JSON cannot carry (NaN, infinities) are gaps.</summary>
    private static Dictionary<double, double?> SamplesOf(JsonElement series)
    {
        var samples = new Dictionary<double, double?>();
        foreach (var sample in series.GetProperty("values").EnumerateArray())
        {
            if (sample.GetArrayLength() != 2)
            {
                throw new FormatException("A sample is a time and a value.");
            }

            var value = double.Parse(sample[1].GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
            samples[sample[0].GetDouble()] = double.IsFinite(value) ? value : null;
        }

        return samples;
    }
}
