using System.Diagnostics.Metrics;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>What notifications do, for <c>/metrics</c>.</summary>
internal sealed class NotificationMetrics
{
    private readonly Counter<long> _decided;
    private readonly Counter<long> _attempts;

    public NotificationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("SrePlatform.ControlPlane");
        _decided = meter.CreateCounter<long>("sre.notifications.decided", "{decision}", "What strategies decided about events, by reason.");
        _attempts = meter.CreateCounter<long>("sre.notifications.attempts", "{attempt}", "Attempts to send, by kind of channel and outcome.");
    }

    public void Decided(NotifyReason reason) => _decided.Add(1, new KeyValuePair<string, object?>("reason", EnumsAsText.ToText(reason)));

    public void Attempted(ChannelKind kind, bool succeeded) =>
        _attempts.Add(1, new("channel", EnumsAsText.ToText(kind)), new("outcome", succeeded ? "sent" : "failed"));
}
