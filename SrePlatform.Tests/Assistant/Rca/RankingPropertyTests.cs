using CsCheck;
using SrePlatform.Assistant.Rca;
using Xunit;

namespace SrePlatform.Tests.Assistant.Rca;

[Trait("Category", "Unit")]
public sealed class RankingPropertyTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    private static readonly Gen<MetricSeries> AnySeries =
        from service in One(Names)
        from signal in One(Signals.Cpu, Signals.LatencyP95, Signals.ErrorShare, Signals.RequestRate, Signals.Availability, Signals.PeerErrorShare)
        from peer in One(Names)
        from values in Gen.OneOf(Gen.Double[0, 1], Gen.Double, Gen.Const(double.NaN)).Array[0, 60]
        select new MetricSeries(
            service, signal, signal == Signals.PeerErrorShare ? peer : null, new Dictionary<string, string>(),
            [.. values.Select((_, i) => i * 15.0)], values);

    private static readonly Gen<RankingInput> AnyInput =
        from series in AnySeries.Array[0, 12]
        from edges in Gen.Select(One(Names), One(Names), Gen.Double[0, 100], (a, b, r) => new CallEdge(a, b, r)).Array[0, 8]
        from changes in Gen.Select(One(Names), Gen.Double[0, 900], (s, at) => new ChangeEvent(s, "deployment", at, s, "v1")).Array[0, 3]
        from symptoms in One(Names).Array[0, 3]
        from hint in Gen.Double[-100, 1200]
        from hasHint in Gen.Bool
        select new RankingInput(series, edges, changes, symptoms, 0, 900, hasHint ? hint : null, 15);

    [Fact]
    public void Any_finite_input_is_ranked_with_scores_that_add_up()
    {
        AnyInput.Sample(input =>
        {
            var result = RootCauseRanking.Rank(input);
            Assert.All(result.Candidates, c =>
            {
                Assert.InRange(c.Score, 0, 1);
                Assert.Equal(c.Score, c.Shift + c.OnsetOrder + c.Graph + c.Change, 1e-9);
                Assert.True(c.Role != CandidateRole.Cause || c.Score > 0);
            });
            Assert.True(result.Candidates.Count(c => c.Role == CandidateRole.Cause) <= 1);
            var finding = VerdictDecision.Decide(result, new SourceCoverage(true, true, true));
            Assert.InRange(finding.Confidence, 0, 1);
            Assert.True(finding.Verdict != Verdict.RootCause || finding.Cause is not null);
        });
    }

    [Fact]
    public void The_order_of_the_input_does_not_matter()
    {
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((seed, shuffle) =>
        {
            var input = new ShopScenario(seed).Slow("inventory", 0.2).Noise("newsletter").Input();
            var random = new Random(shuffle);
            var shuffled = input with { Series = Shuffled(input.Series, random), Edges = Shuffled(input.Edges, random) };

            var (expected, actual) = (RootCauseRanking.Rank(input), RootCauseRanking.Rank(shuffled));

            Assert.Equal(expected.Candidates.Select(c => (c.Service, c.Role, Math.Round(c.Score, 9))), actual.Candidates.Select(c => (c.Service, c.Role, Math.Round(c.Score, 9))));
        }, iter: 20);
    }

    [Fact]
    public void Neither_the_time_of_day_nor_the_unit_matters()
    {
        Gen.Select(Gen.Int[0, 1000], Gen.Int[-100_000, 100_000], Gen.Double[0.5, 50]).Sample((seed, shift, scale) =>
        {
            var input = new ShopScenario(seed).Slow("payment", 0.3).Input();

            var (expected, actual) = (RootCauseRanking.Rank(input), RootCauseRanking.Rank(ShopScenario.Transformed(input, shift, scale)));

            Assert.Equal(expected.Candidates.Select(c => (c.Service, c.Role)), actual.Candidates.Select(c => (c.Service, c.Role)));
            Assert.Equal(expected.Symptom?.Onset + shift, actual.Symptom?.Onset);
        }, iter: 20);
    }

    [Fact]
    public void An_onset_hint_that_is_off_by_minutes_finds_the_same_cause()
    {
        Gen.Select(Gen.Int[0, 1000], Gen.Double[-150, 170], One("inventory", "payment", "search", "orders")).Sample((seed, late, service) =>
            Assert.Equal(service, new ShopScenario(seed).Slow(service, 0.3).Hint(late).Rank().Cause?.Service), iter: 30);
    }

    [Fact]
    public void More_coverage_never_lowers_the_confidence()
    {
        Gen.Select(Gen.Int[0, 500], Gen.Double[0, 0.5], Gen.Bool, Gen.Bool).Sample((seed, size, topology, deployments) =>
        {
            var result = new ShopScenario(seed).Slow("payment", size).Rank();
            var partial = VerdictDecision.Decide(result, new SourceCoverage(true, topology, deployments));
            var full = VerdictDecision.Decide(result, new SourceCoverage(true, true, true));

            Assert.True(full.Confidence >= partial.Confidence);
        }, iter: 30);
    }

    [Fact]
    public void Unrelated_noise_never_becomes_the_cause()
    {
        Gen.Select(Gen.Int[0, 5000], One("inventory", "payment", "search", "catalog", "orders"), Gen.Double[0.08, 1]).Sample((seed, service, size) =>
            Assert.Equal(service, new ShopScenario(seed).Slow(service, size).Noise("newsletter").Rank().Cause?.Service), iter: 40);
    }

    [Fact]
    public void Ten_thousand_series_of_an_hour_are_ranked()
    {
        var random = new Random(7);
        double[] times = [.. Enumerable.Range(0, 240).Select(i => i * 15.0)];
        var series = Enumerable.Range(0, 10_000).Select(s => new MetricSeries(
            "service-" + (s / 10), s % 10 == 0 ? Signals.LatencyP95 : Signals.Cpu, null, new Dictionary<string, string>(), times,
            [.. times.Select((_, i) => 1 + (0.1 * random.NextDouble()) + (s == 4200 && i > 200 ? 5 : 0))])).ToList();
        var edges = Enumerable.Range(1, 999).Select(i => new CallEdge("service-" + ((i - 1) / 3), "service-" + i, 1)).ToList();

        var result = RootCauseRanking.Rank(new RankingInput(series, edges, [], ["service-0"], 0, 3600, 3000, 15));

        Assert.Equal("service-420", result.Candidates[0].Service);
    }

    private static List<T> Shuffled<T>(IReadOnlyList<T> items, Random random)
    {
        var copy = items.ToArray();
        random.Shuffle(copy);
        return [.. copy];
    }

    private static Gen<string> One(params string[] names) => Gen.Int[0, names.Length - 1].Select(i => names[i]);
}
