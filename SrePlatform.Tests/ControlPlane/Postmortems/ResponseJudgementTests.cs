using SrePlatform.ControlPlane.Features.Postmortems.Record;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Postmortems;

[Trait("Category", "Unit")]
public sealed class ResponseJudgementTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_swift_response_helped_and_cites_what_says_so()
    {
        var facts = Facts(acknowledged: 2, diagnosed: 3, verdict: "root_cause");
        facts.Verified.Add((EffectWord.Fixed, "E9"));
        facts.Alerts.AddRange(["A1", "A2", "A3"]);
        facts.Inhibited.AddRange(["A2", "A3"]);
        var judged = ResponseJudgement.Of(facts);
        Assert.Equal(["noticed_soon", "acknowledged_soon", "cause_found_soon", "action_fixed", "inhibited"], judged.Select(one => one.Reason));
        Assert.All(judged, one => Assert.True(one.Helped && one.Cites.Count > 0));
        Assert.Equal((2, 3), (judged[^1].Count, judged[^1].Of));
        Assert.Equal(["E1", "E2"], judged[1].Cites);
    }

    [Fact]
    public void What_was_late_missing_or_repeated_hindered()
    {
        var facts = Facts(acknowledged: 20, diagnosed: 30, verdict: "inconclusive", opened: 15);
        (facts.Grade, facts.GradeCode) = ("harmful", "G1");
        facts.ActionRequested = (Start.AddMinutes(40), "E5");
        facts.ActionApproved = (Start.AddMinutes(55), "E6");
        facts.Verified.Add((EffectWord.Worse, "E7"));
        facts.Reopened.Add("E8");
        facts.Alerts.AddRange(Enumerable.Range(1, 12).Select(number => $"A{number}"));
        facts.Repeated.Add("A12");
        facts.Earlier.Add("I1");
        facts.SourcesAway.Add("O4");
        var judged = ResponseJudgement.Of(facts);
        Assert.Equal(
            ["noticed_late", "acknowledged_late", "cause_not_found", "diagnosed_late", "graded_wrong", "sources_away", "approval_waited", "action_worse", "reopened", "noise", "flapping", "repeats"],
            judged.Select(one => one.Reason));
        Assert.All(judged, one => Assert.True(!one.Helped && one.Cites.Count > 0));
    }

    [Fact]
    public void Nothing_is_judged_that_is_not_on_record()
    {
        Assert.Equal(["nobody_acknowledged"], ResponseJudgement.Of(new ResponseFacts { Started = Start, Opened = Start.AddMinutes(5), OpenedBy = "E1" }).Select(one => one.Reason));
        Assert.Empty(ResponseJudgement.Of(new ResponseFacts { Started = Start, Opened = Start }));
    }

    private static ResponseFacts Facts(int acknowledged, int diagnosed, string verdict, int opened = 1) => new()
    {
        Started = Start,
        Opened = Start.AddMinutes(opened),
        OpenedBy = "E1",
        Acknowledged = Start.AddMinutes(opened + acknowledged),
        AcknowledgedBy = "E2",
        Diagnosed = Start.AddMinutes(opened + diagnosed),
        DiagnosedBy = "E3",
        Verdict = verdict,
        VerdictCode = "X1",
    };
}
