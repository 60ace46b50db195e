using SrePlatform.ControlPlane.Features.Resources;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>The time that a panel looks at, and in what steps.</summary>
internal sealed record PanelWindow(DateTimeOffset Start, DateTimeOffset End, TimeSpan Step, TimeSpan RateWindow)
{
    public TimeSpan Length => End - Start;

    public static PanelWindow Of(ChartRange range, DateTimeOffset now, TimeSpan interval)
    {
        var (start, end) = range.Around(now, interval);
        return new PanelWindow(start, end, range.Step(interval), range.Window(interval));
    }
}
