namespace SrePlatform.ControlPlane.Features.Alerts;

internal enum AlertEventKind
{
    Fired,
    Resolved,
    Expired,
}

/// <summary>A transition of an episode; written once.</summary>
internal sealed class AlertEvent
{
    private AlertEvent()
    {
    }

    public Guid Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid AlertId { get; private set; }

    public AlertEventKind Kind { get; private set; }

    public IReadOnlyDictionary<string, string> Details { get; private set; } = new Dictionary<string, string>();
}
