namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>How far back charts look, and in what steps.</summary>
internal sealed record ChartRange(string Name, TimeSpan Length)
{
    private const int Points = 180;

    public static readonly IReadOnlyList<ChartRange> All =
    [
        new("15m", TimeSpan.FromMinutes(15)),
        new("1h", TimeSpan.FromHours(1)),
        new("6h", TimeSpan.FromHours(6)),
        new("24h", TimeSpan.FromHours(24)),
        new("7d", TimeSpan.FromDays(7)),
    ];

    public static readonly ChartRange Default = All[1];

    public static ChartRange? Find(string? name) => string.IsNullOrEmpty(name) ? Default : All.FirstOrDefault(range => range.Name == name);

    /// <summary>Whole seconds, not finer than samples are taken.</summary>
    public TimeSpan Step(TimeSpan interval) => TimeSpan.FromSeconds(Math.Max(Math.Ceiling(interval.TotalSeconds), Math.Ceiling(Length.TotalSeconds / Points)));

    /// <summary>Rates look back over a few scrapes, and over the whole step where that is longer.</summary>
    public TimeSpan Window(TimeSpan interval) => TimeSpan.FromSeconds(Math.Max(Math.Max(4 * interval.TotalSeconds, 10), Step(interval).TotalSeconds));

    /// <summary>Ends on a whole step, so that a chart which asks again does not tremble.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Around(DateTimeOffset now, TimeSpan interval)
    {
        var step = (long)Step(interval).TotalSeconds;
        var end = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / step * step);
        return (end - Length, end);
    }
}
