using SrePlatform.Assistant.Rca;

namespace SrePlatform.Tests.Assistant.Rca;

/// <summary>A synthetic shop with a known truth: normal signals with seeded noise, to which faults are added.</summary>
internal sealed class ShopScenario
{
    public const double Step = 5;

    private static readonly (string Caller, string Callee)[] Calls =
    [
        ("storefront", "catalog"), ("storefront", "search"), ("storefront", "checkout"),
        ("checkout", "payment"), ("checkout", "orders"), ("orders", "inventory"), ("catalog", "inventory"),
    ];

    private static readonly string[] Services =
        ["storefront", "catalog", "search", "checkout", "payment", "orders", "inventory", "newsletter"];

    private readonly Dictionary<(string Service, string Signal, string? Peer), double[]> _values = [];
    private readonly List<ChangeEvent> _changes = [];
    private readonly List<string> _symptoms = ["storefront"];
    private readonly double[] _times;
    private readonly Random _random;
    private double? _hint;
    private bool _topology = true;

    public ShopScenario(int seed, double baselineSeconds = 1800, double faultySeconds = 180)
    {
        _random = new Random(seed);
        Onset = 1_700_000_000 + baselineSeconds;
        _hint = Onset + 30;
        _times = [.. Enumerable.Range(0, (int)((baselineSeconds + faultySeconds) / Step)).Select(i => 1_700_000_000 + (i * Step))];
        foreach (var service in Services)
        {
            Add(service, Signals.RequestRate, null, 20, 0.05);
            Add(service, Signals.LatencyP95, null, 0.05, 0.15);
            Add(service, Signals.ErrorShare, null, 0, 0);
            Add(service, Signals.Cpu, null, 0.1, 0.15);
            Add(service, Signals.Memory, null, 150e6, 0.01);
            Add(service, Signals.QueueDepth, null, 1, 0.5);
            Add(service, Signals.Availability, null, 1, 0);
        }

        foreach (var (caller, callee) in Calls)
        {
            Add(caller, Signals.PeerLatency, callee, 0.05, 0.15);
            Add(caller, Signals.PeerErrorShare, callee, 0, 0);
        }
    }

    public double Onset { get; }

    public ShopScenario Slow(string service, double seconds)
    {
        Shift(service, Signals.LatencyP95, null, seconds);
        foreach (var caller in CallersOf(service))
            Shift(caller, Signals.LatencyP95, null, seconds);
        foreach (var (caller, callee) in Calls.Where(c => c.Callee == service || CallersOf(service).Contains(c.Callee)))
            Shift(caller, Signals.PeerLatency, callee, seconds);
        return this;
    }

    public ShopScenario Failing(string service, double share)
    {
        Shift(service, Signals.ErrorShare, null, share);
        foreach (var caller in CallersOf(service))
            Shift(caller, Signals.ErrorShare, null, share);
        foreach (var (caller, callee) in Calls.Where(c => c.Callee == service || CallersOf(service).Contains(c.Callee)))
            Shift(caller, Signals.PeerErrorShare, callee, share);
        return this;
    }

    public ShopScenario Down(string service)
    {
        foreach (var key in _values.Keys.Where(k => k.Service == service).ToList())
            Change(key, (v, _) => double.NaN);
        Change((service, Signals.Availability, null), (_, _) => 0);
        Failing(service, 1);
        Change((service, Signals.ErrorShare, null), (_, _) => double.NaN);
        foreach (var callee in Calls.Where(c => c.Caller == service).Select(c => c.Callee))
            Change((callee, Signals.RequestRate, null), (v, _) => v / 2);
        return this;
    }

    public ShopScenario Leaking(string service, double bytesPerSecond)
    {
        Change((service, Signals.Memory, null), (v, seconds) => v + (seconds * bytesPerSecond));
        return this;
    }

    public ShopScenario Burning(string service, double cores) => Shift(service, Signals.Cpu, null, cores);

    public ShopScenario Noise(string service) => Shift(service, Signals.Cpu, null, 3)
        .Shift(service, Signals.QueueDepth, null, 5000)
        .Shift(service, Signals.LatencyP95, null, 20)
        .Shift(service, Signals.ErrorShare, null, 0.9);

    /// <summary>Everything is as usual again, this many seconds after it began.</summary>
    public ShopScenario EndedAfter(double seconds)
    {
        foreach (var values in _values.Values)
        {
            var usual = values[..Array.FindIndex(_times, t => t >= Onset)];
            for (var i = 0; i < values.Length; i++)
            {
                if (_times[i] >= Onset + seconds)
                    values[i] = usual[_random.Next(usual.Length)];
            }
        }

        return this;
    }

    /// <summary>Until the onset everything took longer and used more, as processes do that have just started; memory grew until then.</summary>
    public ShopScenario WarmedUp()
    {
        foreach (var (key, values) in _values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var missing = Math.Max(0, 1 - ((_times[i] - _times[0]) / (Onset - _times[0])));
                values[i] *= key.Signal switch
                {
                    Signals.LatencyP95 or Signals.PeerLatency or Signals.Cpu => 1 + (3 * missing),
                    Signals.Memory or Signals.RequestRate => 1 - (0.3 * missing),
                    _ => 1,
                };
            }
        }

        return this;
    }

    /// <summary>Calls take longer, as the caller measures them.</summary>
    public ShopScenario SlowCalls(string caller, string callee, double seconds) => Shift(caller, Signals.PeerLatency, callee, seconds);

    /// <summary>All clocks and values in another unit, or at another time.</summary>
    public static RankingInput Transformed(RankingInput input, double shift, double scale) => input with
    {
        Series = [.. input.Series.Select(s => s with
        {
            Times = [.. s.Times.Select(t => t + shift)],
            Values = s.Signal == Signals.Memory ? [.. s.Values.Select(v => v * scale)] : s.Values,
        })],
        Changes = [.. input.Changes.Select(c => c with { At = c.At + shift })],
        WindowStart = input.WindowStart + shift,
        WindowEnd = input.WindowEnd + shift,
        OnsetHint = input.OnsetHint + shift,
    };

    public ShopScenario Deployed(string service, double secondsBeforeOnset)
    {
        _changes.Add(new ChangeEvent(service, "deployment", Onset - secondsBeforeOnset, service + "-1", "v2.3.1"));
        return this;
    }

    public ShopScenario NoticedAt(params string[] services)
    {
        _symptoms.Clear();
        _symptoms.AddRange(services);
        return this;
    }

    public ShopScenario Hint(double? secondsLate)
    {
        _hint = secondsLate is { } late ? Onset + late : null;
        return this;
    }

    public ShopScenario WithoutTopology()
    {
        _topology = false;
        foreach (var key in _values.Keys.Where(k => k.Peer is not null).ToList())
            _values.Remove(key);
        return this;
    }

    public ShopScenario WithoutMetricsOf(string service)
    {
        foreach (var key in _values.Keys.Where(k => k.Service == service).ToList())
            _values.Remove(key);
        return this;
    }

    public ShopScenario Gaps(double share)
    {
        foreach (var values in _values.Values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (_random.NextDouble() < share)
                    values[i] = double.NaN;
            }
        }

        return this;
    }

    public RankingInput Input() => new(
        [.. _values.Select(v => new MetricSeries(v.Key.Service, v.Key.Signal, v.Key.Peer, new Dictionary<string, string>(), _times, v.Value))],
        _topology ? [.. Calls.Select(c => new CallEdge(c.Caller, c.Callee, 20))] : [],
        _changes, [.. _symptoms], _times[0], _times[^1], _hint, Step);

    public RankingResult Rank() => RootCauseRanking.Rank(Input());

    private static HashSet<string> CallersOf(string service)
    {
        var callers = new HashSet<string>();
        var queue = new Queue<string>([service]);
        while (queue.TryDequeue(out var callee))
        {
            foreach (var caller in Calls.Where(c => c.Callee == callee).Select(c => c.Caller).Where(callers.Add))
                queue.Enqueue(caller);
        }

        return callers;
    }

    private void Add(string service, string signal, string? peer, double level, double noise) =>
        _values[(service, signal, peer)] = [.. _times.Select(_ => Math.Max(0, level * (1 + (noise * Normal()))))];

    private ShopScenario Shift(string service, string signal, string? peer, double by)
    {
        Change((service, signal, peer), (v, _) => v + (by * (1 + (0.1 * Normal()))));
        return this;
    }

    private void Change((string Service, string Signal, string? Peer) key, Func<double, double, double> change)
    {
        if (!_values.TryGetValue(key, out var values))
            return;
        for (var i = 0; i < values.Length; i++)
        {
            if (_times[i] >= Onset)
                values[i] = change(values[i], _times[i] - Onset);
        }
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
