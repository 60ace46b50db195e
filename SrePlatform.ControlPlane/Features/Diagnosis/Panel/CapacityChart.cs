using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Panel;

/// <summary>Draws use as it was, as it is expected with its band, and the limit; pure but for the words.</summary>
internal static class CapacityChart
{
    private const double Full = 100;
    private const double LeastTop = 110;
    private const double MostTop = 200;
    private const double Room = 1.1;

    /// <summary>Null where there are fewer than two days to draw.</summary>
    public static Shared.ChartData? Of(CapacityResource resource, Texts texts)
    {
        var points = resource.ChartData.DistinctBy(point => point.Date).OrderBy(point => point.Date).ToList();
        if (points.Count < 2)
        {
            return null;
        }

        // What is expected begins where what was ends, so that the lines meet.
        var joint = points.FindLastIndex(point => point.Historical is not null);
        var times = points.ConvertAll(point => new DateTimeOffset(point.Date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero).ToUnixTimeSeconds() * 1.0);
        var lines = new List<Shared.ChartSeries> { new(texts["diagnosis.capacity.used"], [.. points.Select(point => point.Historical)], "accent") };
        if (points.Exists(point => point.Predicted is not null))
        {
            lines.Add(new(texts["diagnosis.capacity.expected"], Joined(points, joint, point => point.Predicted), "info") { IsDashed = true });
            lines.Add(new(texts["diagnosis.capacity.highest"], Joined(points, joint, point => point.Upper), "info") { IsQuiet = true });
            lines.Add(new(texts["diagnosis.capacity.lowest"], Joined(points, joint, point => point.Lower), "info") { IsQuiet = true });
        }

        if (resource.CurrentUsage?.Unit == "percent")
        {
            lines.Add(new(texts["diagnosis.capacity.limit"], [.. points.Select(_ => (double?)Full)], "critical") { IsDashed = true });
        }

        return new Shared.ChartData(times[0], times[^1], times, lines) { Bands = lines.Count > 3 ? [new Shared.ChartBand(2, 3)] : [] };
    }

    /// <summary>Top of the scale: a little above the limit, and above the band where that is not far away.</summary>
    public static double? Top(CapacityResource resource)
    {
        var highest = resource.ChartData.Select(point => Math.Max(point.Historical ?? 0, point.Upper ?? point.Predicted ?? 0)).DefaultIfEmpty(0).Max() * Room;
        return resource.CurrentUsage?.Unit == "percent" ? Math.Clamp(highest, LeastTop, MostTop) : highest > 0 ? highest : null;
    }

    private static List<double?> Joined(List<CapacityPoint> points, int joint, Func<CapacityPoint, double?> value) =>
        [.. points.Select((point, index) => value(point) ?? (index == joint ? point.Historical : null))];
}
