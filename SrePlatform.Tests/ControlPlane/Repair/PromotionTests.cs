using SrePlatform.ControlPlane.Features.Automation;
using SrePlatform.ControlPlane.Features.Automation.Proposals;
using SrePlatform.ControlPlane.Features.Runbooks;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>What a record earns, and what it loses.</summary>
[Trait("Category", "Unit")]
public sealed class PromotionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(4, 0, "TooFewGraded", null)]
    [InlineData(3, 2, "TooOftenWrong", null)]
    [InlineData(4, 1, "Earned", "Suggest")]
    public void A_shadow_earns_to_be_shown_by_being_right(int right, int wrong, string reason, string? to)
    {
        var pair = Pair(AutonomyLevel.Shadow);
        for (var i = 0; i < right + wrong; i++)
        {
            pair.NoteGraded(i < right);
        }

        var said = PromotionDecision.Of(pair, RunbookRisk.Critical);
        Assert.Equal((reason, to), (said.Reason.ToString(), said.To?.ToString()));
    }

    [Theory]
    [InlineData("Suggest", 2, "High", "TooFewVerified", null)]
    [InlineData("Suggest", 3, "High", "Earned", "Approve")]
    [InlineData("Approve", 9, "Low", "TooFewVerified", null)]
    [InlineData("Approve", 10, "Medium", "Earned", "Automatic")]
    [InlineData("Approve", 99, "High", "RiskAsksForPeople", null)]
    [InlineData("Automatic", 99, "Low", "AtTheTop", null)]
    public void Further_levels_are_earned_by_runs_that_were_verified_in_a_row(string level, int verified, string risk, string reason, string? to)
    {
        var pair = Pair(Enum.Parse<AutonomyLevel>(level));
        for (var i = 0; i < verified; i++)
        {
            pair.NoteJudged(succeeded: true, ExecutionOutcome.Fixed, graded: false, Now);
        }

        var said = PromotionDecision.Of(pair, Enum.Parse<RunbookRisk>(risk));
        Assert.Equal((reason, to), (said.Reason.ToString(), said.To?.ToString()));
        Assert.Null(PromotionDecision.Of(pair, null).To);
    }

    [Theory]
    [InlineData(true, "NoChange", "Approve", "no_change")]
    [InlineData(false, "NoChange", "Approve", "failed")]
    [InlineData(false, "Fixed", "Approve", "failed")]
    [InlineData(true, "Worse", "Shadow", "worse")]
    public void What_did_not_help_costs_trust_at_once(bool succeeded, string outcome, string left, string because)
    {
        var pair = Pair(AutonomyLevel.Automatic);
        Assert.True(pair.NoteJudged(succeeded, Enum.Parse<ExecutionOutcome>(outcome), graded: false, Now));
        Assert.Equal((left, because, Autonomy.System, 0), (pair.Level.ToString(), pair.ChangedBecause, pair.ChangedBy, pair.Verified));
    }

    [Fact]
    public void Another_version_of_the_runbook_has_not_earned_to_run_by_itself()
    {
        var pair = Pair(AutonomyLevel.Automatic);
        Assert.Equal((AutonomyLevel.Automatic, AutonomyLevel.Approve), (pair.LevelOf(1), pair.LevelOf(2)));
        Assert.False(pair.NoteProposed(1, null, Now));
        Assert.True(pair.NoteProposed(2, null, Now));
        Assert.Equal((AutonomyLevel.Approve, "runbook_changed"), (pair.Level, pair.ChangedBecause));
    }

    private static Autonomy Pair(AutonomyLevel level) => new("Rule", "roll-back", runbookVersion: 1, level, Now);
}
