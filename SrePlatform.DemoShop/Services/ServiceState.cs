namespace SrePlatform.DemoShop.Services;

/// <summary>What a service tells the console about itself: its fault, and what its last seconds of requests were like.</summary>
internal sealed record ServiceState(
    string Service,
    string Version,
    string? Fault,
    bool FaultOn,
    double RequestsPerSecond,
    double ErrorShare,
    double? P95Seconds,
    long QueueDepth,
    long MemoryBytes);

/// <summary>Where a fault's switch is to stand.</summary>
internal sealed record FaultSwitch(bool? Enabled);
