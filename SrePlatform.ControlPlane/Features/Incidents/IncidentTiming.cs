using Microsoft.Extensions.Options;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Times of incidents, with what is not configured derived from the evaluation interval (<c>Intervals:Seconds</c>).</summary>
internal sealed class IncidentTiming
{
    private const int DefaultIntervalSeconds = 15;
    private const int QuietIntervals = 4;
    private const int SettleIntervals = 2;

    public IncidentTiming(IOptions<IncidentOptions> options, IConfiguration configuration)
    {
        var interval = TimeSpan.FromSeconds(configuration.GetValue("Intervals:Seconds", DefaultIntervalSeconds));
        Interval = interval;
        QuietFor = options.Value.QuietFor ?? interval * QuietIntervals;
        SettleFor = options.Value.SettleFor ?? interval * SettleIntervals;
        CloseAfter = options.Value.CloseAfter;
        Rules = options.Value.Rules;
    }

    public TimeSpan Interval { get; }

    public TimeSpan QuietFor { get; }

    public TimeSpan SettleFor { get; }

    public TimeSpan CloseAfter { get; }

    public GroupingRules Rules { get; }
}
