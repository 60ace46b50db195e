using System.Diagnostics.Metrics;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>Counts what is ingested; meter <c>SrePlatform.ControlPlane</c>.</summary>
internal sealed class AlertMetrics
{
    private readonly Counter<long> _alerts;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;

    public AlertMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("SrePlatform.ControlPlane");
        _alerts = meter.CreateCounter<long>("sre.alerts.ingested", "{alert}", "Alerts taken in, by what they did.");
        _refused = meter.CreateCounter<long>("sre.alerts.refused_requests", "{request}", "Requests with alerts that were refused as invalid.");
        _duration = meter.CreateHistogram<double>("sre.alerts.ingestion.duration", "s", "Time to store a batch of alerts.");
    }

    public void Stored(StoredAlerts stored, string source, TimeSpan duration)
    {
        Add(stored.Fired, "fired");
        Add(stored.Repeated, "repeated");
        Add(stored.Resolved, "resolved");
        Add(stored.Ignored, "ignored");
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("source", source));

        void Add(int count, string effect)
        {
            if (count > 0)
            {
                _alerts.Add(count, new("source", source), new("effect", effect));
            }
        }
    }

    public void Expired(int count) => _alerts.Add(count, new("source", "none"), new("effect", "expired"));

    public void Refused(string source) => _refused.Add(1, new KeyValuePair<string, object?>("source", source));
}
