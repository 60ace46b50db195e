namespace SrePlatform.Assistant.Rca;

/// <summary>What kind of trouble a signal tells of.</summary>
public enum SignalFamily
{
    /// <summary>How much is asked of the service.</summary>
    Traffic,

    /// <summary>Share of what is asked that fails.</summary>
    Errors,

    /// <summary>How long an answer takes.</summary>
    Latency,

    /// <summary>How full a resource is.</summary>
    Saturation,

    /// <summary>Whether the service is there at all.</summary>
    Liveness,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Which way a signal moves when things go wrong.</summary>
public enum BadDirection
{
    /// <summary>A rise is bad.</summary>
    Up,

    /// <summary>A fall is bad.</summary>
    Down,

    /// <summary>Either may be.</summary>
    Either,
}

/// <summary>How a signal is read.</summary>
/// <param name="Family">What it tells of.</param>
/// <param name="Bad">Which way is bad.</param>
/// <param name="AbsoluteFloor">Smallest scale, in the signal's unit, below which differences mean nothing.</param>
/// <param name="RelativeFloor">The same as a share of the usual level.</param>
public sealed record SignalMeaning(SignalFamily Family, BadDirection Bad, double AbsoluteFloor, double RelativeFloor)
{
    /// <summary>Whether a shift in this direction (+1, -1) is bad news.</summary>
    public bool IsBad(int direction) => direction != 0 && (Bad == BadDirection.Either || (Bad == BadDirection.Up) == (direction > 0));
}

/// <summary>The signals that are known by name.</summary>
public static class Signals
{
    /// <summary>Requests per second served.</summary>
    public const string RequestRate = "request_rate";

    /// <summary>Share of requests that failed, 0..1.</summary>
    public const string ErrorShare = "error_share";

    /// <summary>95th percentile of the duration, in seconds.</summary>
    public const string LatencyP95 = "latency_p95";

    /// <summary>Cores in use.</summary>
    public const string Cpu = "cpu";

    /// <summary>Bytes in use.</summary>
    public const string Memory = "memory";

    /// <summary>Work waiting.</summary>
    public const string QueueDepth = "queue_depth";

    /// <summary>1 when the service could be scraped, 0 when not; or a share of successful requests.</summary>
    public const string Availability = "availability";

    /// <summary>Share of the calls to a peer that failed, 0..1, as the caller saw it.</summary>
    public const string PeerErrorShare = "peer_error_share";

    /// <summary>Duration of calls to a peer in seconds, as the caller saw it.</summary>
    public const string PeerLatency = "peer_latency";

    /// <summary>Starts the name of every signal that a caller measures at a peer.</summary>
    public const string PeerPrefix = "peer_";

    private static readonly SignalMeaning Unknown = new(SignalFamily.Other, BadDirection.Either, 1e-9, 0.02);

    private static readonly SignalMeaning LatencyMeaning = new(SignalFamily.Latency, BadDirection.Up, 0.0005, 0.02);

    private static readonly Dictionary<string, SignalMeaning> Known = new(StringComparer.Ordinal)
    {
        [RequestRate] = new(SignalFamily.Traffic, BadDirection.Either, 0.02, 0.02),
        [ErrorShare] = new(SignalFamily.Errors, BadDirection.Up, 0.002, 0),
        [PeerErrorShare] = new(SignalFamily.Errors, BadDirection.Up, 0.002, 0),
        [LatencyP95] = LatencyMeaning,
        [PeerLatency] = LatencyMeaning,
        [Cpu] = new(SignalFamily.Saturation, BadDirection.Up, 0.01, 0.02),

        // A runtime that collects garbage grows by some percent when it likes.
        [Memory] = new(SignalFamily.Saturation, BadDirection.Up, 1e-9, 0.03),
        [QueueDepth] = new(SignalFamily.Saturation, BadDirection.Up, 0.5, 0.02),
        [Availability] = new(SignalFamily.Liveness, BadDirection.Down, 0.002, 0),
    };

    /// <summary>How the named signal is read; unknown names may be bad in either direction.</summary>
    public static SignalMeaning Of(string signal) => Known.GetValueOrDefault(signal)
        ?? (signal.StartsWith("latency", StringComparison.Ordinal) || signal.StartsWith("peer_latency", StringComparison.Ordinal) ? LatencyMeaning : Unknown);

    /// <summary>Whether the name is that of a counter by the Prometheus convention, to be read as a rate.</summary>
    public static bool IsCounter(string signal) =>
        signal.EndsWith("_total", StringComparison.Ordinal)
        || signal.EndsWith("_count", StringComparison.Ordinal)
        || signal.EndsWith("_sum", StringComparison.Ordinal)
        || signal.EndsWith("_bucket", StringComparison.Ordinal);
}
