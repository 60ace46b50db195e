namespace SrePlatform.Tests.Assistant;

/// <summary>A made-up shop whose series a test bends: what each signal of each service is at a time.</summary>
internal sealed class ScriptedSystem
{
    private readonly List<Func<Point, double?>> _faults = [];

    public IReadOnlyList<string> Services { get; init; } = ["storefront", "catalog", "checkout", "payment", "inventory", "newsletter"];

    public IReadOnlyList<(string From, string To)> Calls { get; init; } =
        [("storefront", "catalog"), ("storefront", "checkout"), ("catalog", "inventory"), ("checkout", "payment"), ("checkout", "inventory")];

    /// <summary>The first moment that has samples.</summary>
    public DateTimeOffset Since { get; init; } = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(2);

    /// <summary>A fault: returns the value in place of the usual one, NaN for no sample, null to leave it.</summary>
    public ScriptedSystem With(Func<Point, double?> fault)
    {
        _faults.Add(fault);
        return this;
    }

    /// <summary>One signal of one service is multiplied and shifted from a moment on.</summary>
    public ScriptedSystem From(DateTimeOffset at, string service, string signal, Func<double, double> bend, string? peer = null) => With(point =>
        point.At >= at && point.Service == service && point.Signal == signal && (peer is null || point.Peer == peer) ? bend(point.Usual) : null);

    public double ValueOf(string service, string? peer, string signal, DateTimeOffset at)
    {
        if (at < Since)
        {
            return double.NaN;
        }

        var point = new Point(service, peer, signal, at, Usual(service, peer, signal, at));
        return _faults.Select(fault => fault(point)).FirstOrDefault(value => value is not null) ?? point.Usual;
    }

    private static double Usual(string service, string? peer, string signal, DateTimeOffset at)
    {
        var wave = Noise(service + peer + signal, at.ToUnixTimeSeconds());
        return signal switch
        {
            "request_rate" or "peer_request_rate" => 12 + wave,
            "error_share" or "peer_error_share" => 0,
            "latency_p95" or "peer_latency" => 0.020 + (0.001 * wave),
            "cpu" => 0.05 + (0.003 * wave),
            "memory" => 80e6 + (2e5 * wave),
            "queue_depth" => 1 + (0.3 * wave),
            "availability" => 1,
            _ => 0,
        };
    }

    /// <summary>-1..1, the same for the same question.</summary>
    private static double Noise(string series, long second)
    {
        var hash = 1469598103934665603UL;
        foreach (var letter in series)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        hash = (hash ^ (ulong)second) * 1099511628211UL;
        hash ^= hash >> 29;
        hash *= 0xBF58476D1CE4E5B9UL;
        hash ^= hash >> 32;
        return (hash % 20001 / 10000.0) - 1;
    }

    internal readonly record struct Point(string Service, string? Peer, string Signal, DateTimeOffset At, double Usual);
}
