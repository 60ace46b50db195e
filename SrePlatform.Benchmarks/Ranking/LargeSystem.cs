using System.Globalization;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Benchmarks.Ranking;

/// <summary>A system of many services in which one gets slow, and with it whoever calls it.</summary>
internal sealed class LargeSystem
{
    private const double Step = 15;
    private const int Samples = 240;
    private const int Onset = 160;
    private const int Callees = 3;

    private static readonly Dictionary<string, string> NoLabels = [];

    private readonly Random _random;
    private readonly int _services;
    private readonly double[] _times = [.. Enumerable.Range(0, Samples).Select(i => i * Step)];
    private readonly List<CallEdge> _edges = [];
    private readonly double[] _excess;

    /// <param name="services">How many.</param>
    /// <param name="seed">Of the noise and the calls.</param>
    /// <param name="isStorm">Whether callers of callers get slow too, up to the front: most of the system.</param>
    public LargeSystem(int services, int seed, bool isStorm)
    {
        (_services, _random, _excess) = (services, new Random(seed), new double[services]);
        for (var caller = 0; caller < services - 1; caller++)
        {
            for (var k = 0; k < Callees; k++)
                _edges.Add(new CallEdge(NameOf(caller), NameOf(_random.Next(caller + 1, Math.Min(services, caller + 1 + (services / 10) + Callees))), 20));
        }

        var cause = services * 3 / 4;
        (Cause, _excess[cause]) = (NameOf(cause), 0.4);
        var calls = _edges.ToLookup(e => e.Caller, e => e.Callee, StringComparer.Ordinal);
        for (var caller = cause - 1; caller >= 0; caller--)
        {
            if (calls[NameOf(caller)].Any(callee => callee == Cause || (isStorm && _excess[IndexOf(callee)] > 0)))
                _excess[caller] = 0.4;
        }
    }

    /// <summary>The service that got slow by itself.</summary>
    public string Cause { get; }

    public RankingInput Input()
    {
        var series = new List<MetricSeries>(_services * 5);
        for (var s = 0; s < _services; s++)
        {
            Add(series, s, Signals.RequestRate, 20, 1, 0);
            Add(series, s, Signals.ErrorShare, 0.001, 0.0005, 0);
            Add(series, s, Signals.LatencyP95, 0.05, 0.005, _excess[s]);
            Add(series, s, Signals.Cpu, 0.3, 0.02, 0);
            Add(series, s, Signals.Memory, 3e8, 1e6, 0);
        }

        var symptom = _edges.First(e => _excess[IndexOf(e.Caller)] > 0).Caller;
        return new RankingInput(series, _edges, [], [symptom], 0, Samples * Step, Onset * Step, Step, Signals.LatencyP95);
    }

    private void Add(List<MetricSeries> series, int service, string signal, double level, double noise, double excess)
    {
        var values = new double[Samples];
        for (var i = 0; i < Samples; i++)
            values[i] = Math.Max(0, level + (noise * Normal()) + (i >= Onset ? excess : 0));
        series.Add(new MetricSeries(NameOf(service), signal, null, NoLabels, _times, values));
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private static int IndexOf(string service) => int.Parse(service.AsSpan("service-".Length), CultureInfo.InvariantCulture);

    private static string NameOf(int service) => "service-" + service.ToString(CultureInfo.InvariantCulture);
}
