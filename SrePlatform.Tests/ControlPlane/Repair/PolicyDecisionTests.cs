using SrePlatform.ControlPlane.Features.ChangePolicy;
using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Features.ChangePolicy.Rules;
using SrePlatform.ControlPlane.Features.Runbooks;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>Who has to agree, and what is held: the strictest wins.</summary>
[Trait("Category", "Unit")]
public sealed class PolicyDecisionTests
{
    private static readonly DayOfWeek[] Working = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Theory]
    [InlineData("Low", "Person", 0)]
    [InlineData("Low", "Trusted", 0)]
    [InlineData("Low", "Untrusted", 1)]
    [InlineData("Medium", "Trusted", 0)]
    [InlineData("High", "Trusted", 1)]
    [InlineData("Critical", "Person", 2)]
    public void Risk_asks_for_people_whatever_was_earned(string risk, string asks, int approvals) =>
        Assert.Equal(approvals, Of(Action(risk, asks)).Approvals);

    [Theory]
    [InlineData("2026-11-25T01:30:00Z", "production", 0)] // Wednesday 09:30 in Taipei
    [InlineData("2026-11-25T00:59:00Z", "production", 1)] // 08:59
    [InlineData("2026-11-25T10:00:00Z", "production", 1)] // 18:00
    [InlineData("2026-11-28T03:00:00Z", "production", 1)] // Saturday
    [InlineData("2026-11-28T03:00:00Z", "staging", 0)]
    public void A_rule_asks_for_somebody_in_production_out_of_office_hours(string at, string environment, int approvals)
    {
        var verdict = PolicyDecision.Of(Action("Low", "Trusted") with { At = DateTimeOffset.Parse(at, null), Environments = [environment] }, [OutOfHours()], []);
        Assert.Equal(approvals, verdict.Approvals);
        Assert.Equal(approvals, verdict.Reasons.Count(reason => reason is { Code: "rule", Name: "Out of hours" }));
    }

    [Fact]
    public void A_rule_never_asks_for_less_and_the_strictest_wins()
    {
        var rules = new[] { OutOfHours() with { Hours = PolicyHours.Always, Approvals = 1 }, OutOfHours() with { Hours = PolicyHours.Always, Approvals = 3, Teams = ["shop"] } };
        Assert.Equal(2, PolicyDecision.Of(Action("Critical", "Person"), rules, []).Approvals);
        Assert.Equal(3, PolicyDecision.Of(Action("Critical", "Person") with { Teams = ["shop"] }, rules, []).Approvals);
        Assert.Equal(0, PolicyDecision.Of(Action("Low", "Person"), [OutOfHours() with { Hours = PolicyHours.Always, MinRisk = RunbookRisk.Medium }], []).Approvals);
        Assert.Equal(2, PolicyDecision.Of(Action("Low", "Person") with { Floor = 2 }, [], []).Approvals);
    }

    [Fact]
    public void Maintenance_asks_for_somebody_unless_somebody_asks()
    {
        Assert.Equal(1, PolicyDecision.Of(Action("Low", "Trusted"), [], [], "new disks").Approvals);
        Assert.Equal(0, PolicyDecision.Of(Action("Low", "Person"), [], [], "new disks").Approvals);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("production", "", true)]
    [InlineData("staging", "", false)]
    [InlineData("", "shop", true)]
    [InlineData("", "search", false)]
    [InlineData("staging", "shop", false)]
    public void A_freeze_holds_what_is_in_its_scope(string environment, string team, bool held)
    {
        var action = Action("Low", "Person") with { Teams = ["shop", "platform"] };
        var freeze = new ChangeFreeze(new FreezeDefinition("release", environment.Length > 0 ? [environment] : [], team.Length > 0 ? [team] : [], action.At.AddHours(-1), action.At.AddHours(1)), "ann", action.At);
        Assert.Equal(held, PolicyDecision.Of(action, [], [freeze]).HeldBy is not null);
        Assert.Null(PolicyDecision.Of(action with { At = action.At.AddHours(1) }, [], [freeze]).HeldBy);
        Assert.Null(PolicyDecision.Of(action with { At = action.At.AddHours(-2) }, [], [freeze]).HeldBy);
    }

    private static PolicyVerdict Of(PolicyQuestion action) => PolicyDecision.Of(action, [], []);

    private static PolicyQuestion Action(string risk, string asks) =>
        new("restart", Enum.Parse<RunbookRisk>(risk), ["production"], [], Enum.Parse<AskedBy>(asks), new DateTimeOffset(2026, 11, 25, 3, 0, 0, TimeSpan.Zero));

    private static PolicyRuleDefinition OutOfHours() => new("Out of hours", ["production"], [], [], RunbookRisk.Low, PolicyHours.Outside, Working, new TimeOnly(9, 0), new TimeOnly(18, 0), "Asia/Taipei", 1);
}
