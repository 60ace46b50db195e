using System.Diagnostics.Metrics;

namespace SrePlatform.DemoShop.Telemetry;

/// <summary>What the platform reads beside OpenTelemetry's own metrics: calls to peers, the queue, and the memory that may be used.</summary>
internal sealed class ShopMetrics
{
    /// <summary>Bytes that a service says it may use.</summary>
    public const long MemoryLimit = 400L << 20;

    /// <summary>The meter of the shop.</summary>
    public const string MeterName = "SrePlatform.DemoShop";

    private readonly Counter<long> _peerRequests;
    private readonly Histogram<double> _peerDuration;

    public ShopMetrics(IMeterFactory meters, Func<long> queueDepth)
    {
        var meter = meters.Create(MeterName);
        _peerRequests = meter.CreateCounter<long>("service.peer.requests", description: "Calls to other services by outcome.");
        _peerDuration = meter.CreateHistogram(
            "service.peer.request.duration",
            unit: "s",
            description: "How long calls to other services took.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5] });
        meter.CreateObservableGauge("service.queue.depth", queueDepth, description: "Work that waits or is under way.");
        meter.CreateObservableGauge("service.memory.limit", () => MemoryLimit, unit: "By", description: "Memory that the service may use.");
    }

    public void PeerCalled(string peer, bool succeeded, TimeSpan took)
    {
        var service = KeyValuePair.Create<string, object?>("peer_service", peer);
        _peerRequests.Add(1, service, KeyValuePair.Create<string, object?>("outcome", succeeded ? "ok" : "error"));
        _peerDuration.Record(took.TotalSeconds, service);
    }
}
