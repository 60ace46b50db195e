using System.Diagnostics.Metrics;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Counts grouping decisions and changes of incidents; meter <c>SrePlatform.ControlPlane</c>.</summary>
internal sealed class IncidentMetrics
{
    private readonly Counter<long> _grouped;
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _changes;

    public IncidentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("SrePlatform.ControlPlane");
        _grouped = meter.CreateCounter<long>("sre.incidents.grouping_decisions", "{alert}", "Alerts grouped, by reason.");
        _lag = meter.CreateHistogram<double>("sre.incidents.grouping.lag", "s", "Time from an alert's arrival to its grouping.");
        _changes = meter.CreateCounter<long>("sre.incidents.changes", "{change}", "Changes that people made, by kind.");
    }

    public void Grouped(GroupingReason reason, TimeSpan lag)
    {
        _grouped.Add(1, new KeyValuePair<string, object?>("reason", EnumsAsText.ToText(reason)));
        _lag.Record(Math.Max(0, lag.TotalSeconds));
    }

    public void Suppressed(SuppressionReason reason) => _grouped.Add(1, new KeyValuePair<string, object?>("reason", EnumsAsText.ToText(reason)));

    public void Changed(string action) => _changes.Add(1, new KeyValuePair<string, object?>("action", action));
}
