using System.Diagnostics.Metrics;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Platform.Outbox;

/// <summary>Depth and lag of the outbox, for <c>/metrics</c>.</summary>
internal sealed class OutboxGauges : Worker
{
    private readonly OutboxStore _store;
    private long _waiting;
    private double _lag;

    public OutboxGauges(OutboxStore store, IMeterFactory meters, DatabaseSignals signals, TimeProvider time, ILogger<OutboxGauges> logger)
        : base(signals, time, logger)
    {
        _store = store;
        var meter = meters.Create("SrePlatform.ControlPlane");
        meter.CreateObservableGauge("sre.outbox.depth", () => Interlocked.Read(ref _waiting), "{message}", "Outbox messages that wait.");
        meter.CreateObservableGauge("sre.outbox.lag", () => Volatile.Read(ref _lag), "s", "Age of the oldest outbox message that waits.");
    }

    protected override TimeSpan Interval => TimeSpan.FromSeconds(10);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var (waiting, lag) = await _store.DepthAsync(cancellationToken);
        Interlocked.Exchange(ref _waiting, waiting);
        Volatile.Write(ref _lag, lag.TotalSeconds);
        return false;
    }
}
