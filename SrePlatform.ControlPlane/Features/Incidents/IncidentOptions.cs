using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Settings of incidents; section <c>Incidents</c>.</summary>
internal sealed class IncidentOptions
{
    public const string Section = "Incidents";

    /// <summary>How far apart in time alerts of one incident may begin.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan GroupingGap { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many calls away a service still belongs to an incident.</summary>
    [Range(0, 5)]
    public int GroupingHops { get; set; } = 2;

    /// <summary>How long none of its alerts fires before an incident is resolved by itself; null takes four evaluation intervals.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan? QuietFor { get; set; }

    /// <summary>How long a change of what fires settles before it makes a new generation; null takes two evaluation intervals.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan? SettleFor { get; set; }

    /// <summary>How soon after its resolution a returning alert opens an incident again.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ReopenWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after its resolution an incident is closed.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan CloseAfter { get; set; } = TimeSpan.FromDays(1);

    public GroupingRules Rules => new(GroupingGap, ReopenWithin, GroupingHops);
}
