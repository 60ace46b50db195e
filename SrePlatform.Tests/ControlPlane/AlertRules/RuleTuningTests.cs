using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Features.AlertRules.Ledger;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Unit")]
public sealed class RuleTuningTests
{
    private static readonly TuningCandidate Longer = RuleTuning.Candidates(Rules.Slow)[0];

    [Theory]
    [InlineData("latency > 0.5", "latency > 0.55")]
    [InlineData("free < 10", "free < 9.09090909")]
    [InlineData("up == 0", null)]
    [InlineData("a > 1 and b > 2", null)]
    public void Thresholds_move_away_from_what_is_usual(string expression, string? scaled)
    {
        var moved = RuleTuning.Scale(Rules.Slow with { Expression = expression }, 1.1);
        Assert.Equal(scaled, moved?.Expression[..Math.Min(moved.Expression.Length, scaled?.Length ?? 99)]);
    }

    [Fact]
    public void Fewer_firings_that_miss_nothing_are_worthwhile()
    {
        var proposal = RuleTuning.Judge(Longer, Result(100, 5_000, 9_000), Result(5_000), [Real(5_000)]);
        Assert.Equal((3, 1, 0, TuningVerdict.Worthwhile), (proposal.Before, proposal.After, proposal.Missed, proposal.Verdict));
    }

    [Fact]
    public void A_missed_incident_outweighs_any_quiet() =>
        Assert.Equal((1, TuningVerdict.MissesIncident), Missing(RuleTuning.Judge(Longer, Result(100, 5_000), Result(), [Real(5_000)])));

    [Fact]
    public void What_the_rule_did_not_see_before_is_not_missed_after() =>
        Assert.Equal((0, TuningVerdict.Worthwhile), Missing(RuleTuning.Judge(Longer, Result(100), Result(), [Real(50_000)])));

    [Fact]
    public void One_of_many_is_no_gain() =>
        Assert.Equal(TuningVerdict.NoGain, RuleTuning.Judge(Longer, Result([.. Enumerable.Range(0, 10).Select(index => index * 1_000d)]), Result([.. Enumerable.Range(0, 9).Select(index => index * 1_000d)]), []).Verdict);

    private static (int, TuningVerdict) Missing(TuningProposal proposal) => (proposal.Missed, proposal.Verdict);

    private static RealIncident Real(long at) => new(Guid.NewGuid(), DateTimeOffset.FromUnixTimeSeconds(at), DateTimeOffset.FromUnixTimeSeconds(at + 60));

    private static BacktestResult Result(params double[] starts) => new([.. starts.Select(start => new BacktestFiring(new Dictionary<string, string>(), start, start + 60))], 1);
}
