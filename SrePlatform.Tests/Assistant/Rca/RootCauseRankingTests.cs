using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Rca;
using Xunit;

namespace SrePlatform.Tests.Assistant.Rca;

[Trait("Category", "Unit")]
public sealed class RootCauseRankingTests
{
    private static readonly SourceCoverage Everything = new(true, true, true);

    /// <summary>As the service ranks what is sampled every five seconds.</summary>
    private static readonly RankingParameters Young = RankingInputs.Parameters(TimeSpan.FromSeconds(ShopScenario.Step));

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, 0.0)]
    [InlineData(3, 120.0)]
    [InlineData(4, -120.0)]
    public void A_slow_service_deep_in_the_graph_is_the_cause_and_its_callers_are_consequences(int seed, double? hint)
    {
        var result = new ShopScenario(seed).Slow("inventory", 0.3).Hint(hint).Rank();

        Assert.Equal("inventory", result.Cause?.Service);
        Assert.Equal(CandidateReason.DeepestUnexplainedShift, result.Cause!.Reason);
        Assert.All(result.Candidates.Where(c => c.Service is "orders" or "catalog" or "checkout" or "storefront"), c =>
        {
            Assert.Equal(CandidateRole.Consequence, c.Role);
            Assert.Equal(CandidateReason.ExplainedByCallee, c.Reason);
        });
        Assert.All(result.Candidates.Where(c => c.Service is "payment" or "search" or "newsletter"), c => Assert.Equal(CandidateRole.RuledOut, c.Role));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void What_has_ended_is_no_fault_for_who_asks_about_now_and_one_for_who_asks_about_then(int seed)
    {
        var now = new ShopScenario(seed).Slow("inventory", 0.5).EndedAfter(60).Hint(null).Rank();
        Assert.False(now.AnyShift);
        Assert.Equal(Verdict.NoFault, VerdictDecision.Decide(now, Everything).Verdict);

        var then = new ShopScenario(seed).Slow("inventory", 0.5).EndedAfter(60).Hint(10).Rank();
        Assert.Equal("inventory", then.Cause?.Service);
    }

    [Fact]
    public void Slow_calls_accuse_no_callee_that_measures_its_own_time_as_usual()
    {
        var denied = new ShopScenario(41).SlowCalls("checkout", "payment", 0.4).NoticedAt("checkout").Rank();
        Assert.NotEqual("payment", denied.Cause?.Service);

        var unmeasured = new ShopScenario(41).Slow("payment", 0.4).WithoutMetricsOf("payment").NoticedAt("checkout").Rank();
        Assert.Equal("payment", unmeasured.Cause?.Service);
        Assert.Equal(CandidateReason.DeepestUnexplainedShift, unmeasured.Cause!.Reason);
    }

    [Fact]
    public void A_bad_deployment_is_named_with_its_change()
    {
        var result = new ShopScenario(5).Failing("payment", 0.3).Deployed("payment", 20).Deployed("search", 400).Rank();

        Assert.Equal("payment", result.Cause?.Service);
        Assert.Equal(CandidateReason.ChangedBeforeOnset, result.Cause!.Reason);
        Assert.Equal("v2.3.1", result.Cause.ChangeEvent?.Version);
        Assert.Equal(CandidateReason.ChangedWithoutEffect, Of(result, "search").Reason);
        var verdict = VerdictDecision.Decide(result, Everything);
        Assert.Equal(Verdict.RootCause, verdict.Verdict);
        Assert.Equal(ConfidenceWord.High, verdict.Word);
    }

    [Fact]
    public void A_dependency_that_is_down_is_the_cause_although_it_reports_nothing()
    {
        var down = new ShopScenario(6).Down("orders").Rank();
        Assert.Equal("orders", down.Cause?.Service);

        var never = new ShopScenario(7).Down("orders").WithoutMetricsOf("orders").Rank();
        Assert.Equal("orders", never.Cause?.Service);
        Assert.Equal(CandidateReason.UnreachableForItsCallers, never.Cause!.Reason);
    }

    [Fact]
    public void Less_traffic_behind_a_failure_is_a_consequence()
    {
        var result = new ShopScenario(8).Down("orders").Rank();

        Assert.Equal(CandidateReason.FollowsItsCallers, Of(result, "inventory").Reason);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("catalog")]
    public void Leaks_and_burns_are_found_where_they_are_noticed(string service)
    {
        Assert.Equal(service, new ShopScenario(9).Leaking(service, 1e6).NoticedAt(service).Rank().Cause?.Service);
        Assert.Equal(service, new ShopScenario(10).Burning(service, 0.5).Slow(service, 0.08).Rank().Cause?.Service);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void A_loud_unrelated_service_is_never_the_cause_of_anothers_symptom(int seed)
    {
        var result = new ShopScenario(seed).Slow("inventory", 0.1).Noise("newsletter").Rank();

        Assert.Equal("inventory", result.Cause?.Service);
        Assert.Equal(CandidateRole.Unrelated, Of(result, "newsletter").Role);

        var together = new ShopScenario(seed).Slow("inventory", 0.1).Noise("newsletter").NoticedAt("storefront", "checkout", "newsletter").Rank();
        Assert.Equal("inventory", together.Cause?.Service);
    }

    [Fact]
    public void Two_faults_at_once_are_both_named()
    {
        var result = new ShopScenario(14).Slow("payment", 0.4).Slow("search", 0.4).Rank();

        var named = result.Candidates.Where(c => c.Role is CandidateRole.Cause or CandidateRole.Contributing).Select(c => c.Service).Order();
        Assert.Equal(["payment", "search"], named);
        Assert.Equal(Verdict.Contributing, VerdictDecision.Decide(result, Everything).Verdict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(60.0)]
    public void A_healthy_system_yields_no_fault(double? hint)
    {
        for (var seed = 100; seed < 120; seed++)
        {
            var result = new ShopScenario(seed).Hint(hint).Rank();
            Assert.False(result.AnyShift, string.Join(", ", result.Shifts.Where(s => s.IsBad).Select(s => $"{s.Series.Service} {s.Series.Signal} {s.Score:F1}")));
            Assert.Equal(Verdict.NoFault, VerdictDecision.Decide(result, Everything).Verdict);
        }
    }

    [Fact]
    public void A_young_system_that_got_faster_as_it_warmed_up_is_healthy()
    {
        for (var seed = 200; seed < 210; seed++)
        {
            var shop = new ShopScenario(seed, baselineSeconds: 60, faultySeconds: 240).WarmedUp().Hint(null);
            var finding = VerdictDecision.Decide(RootCauseRanking.Rank(shop.Input(), Young), Everything, Young);
            Assert.True(finding.Verdict == Verdict.NoFault, $"seed {seed}: {finding.Verdict} {finding.Reason}");
        }
    }

    [Fact]
    public void Trouble_that_is_nearly_as_old_as_the_measurements_is_never_taken_for_normal()
    {
        for (var seed = 220; seed < 230; seed++)
        {
            var shop = new ShopScenario(seed, baselineSeconds: 85, faultySeconds: 215).Slow("inventory", 0.5).Hint(null);
            var finding = VerdictDecision.Decide(RootCauseRanking.Rank(shop.Input(), Young), Everything, Young);
            Assert.True(finding.Verdict != Verdict.NoFault, $"seed {seed}: {finding.Reason}");
        }
    }

    [Fact]
    public void Less_than_three_minutes_of_baseline_is_inconclusive()
    {
        var healthy = new ShopScenario(15, baselineSeconds: 60, faultySeconds: 60).NoticedAt().Rank();
        var finding = VerdictDecision.Decide(healthy, Everything);

        Assert.Equal(Verdict.Inconclusive, finding.Verdict);
        Assert.Equal(VerdictReason.ShortBaseline, finding.Reason);
    }

    [Fact]
    public void Gaps_of_a_sixth_change_nothing()
    {
        Assert.Equal("inventory", new ShopScenario(16).Slow("inventory", 0.2).Gaps(0.16).Rank().Cause?.Service);
    }

    [Fact]
    public void Without_a_call_graph_the_confidence_is_capped()
    {
        var result = new ShopScenario(17).WithoutTopology().Burning("search", 0.4).Slow("search", 0.3).Rank();
        var finding = VerdictDecision.Decide(result, Everything with { Topology = false });

        Assert.Equal("search", result.Cause?.Service);
        Assert.Contains(ConfidenceCap.TopologyMissing, finding.CappedBy);
        Assert.True(finding.Confidence <= 0.6);
    }

    private static CandidateScore Of(RankingResult result, string service) => result.Candidates.Single(c => c.Service == service);
}
