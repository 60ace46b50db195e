namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>How far proposals of a runbook for a rule may go by themselves, and the record that this rests on.</summary>
internal sealed class Autonomy
{
    /// <summary>Whoever changed a level that no person did.</summary>
    public const string System = "system";

    private Autonomy()
    {
    }

    public Autonomy(string rule, string runbook, int runbookVersion, AutonomyLevel level, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Rule, Runbook, RunbookVersion, Level, ChangedAt, ChangedBy) = (rule, runbook, runbookVersion, level, now, System);
    }

    public Guid Id { get; private set; }

    public string Rule { get; private set; } = "";

    public string Runbook { get; private set; } = "";

    /// <summary>Who answers for the runbook; null if nobody in particular does.</summary>
    public string? Team { get; private set; }

    public AutonomyLevel Level { get; private set; }

    /// <summary>The version of the runbook that the level was given to. Another one has not earned to run by itself.</summary>
    public int RunbookVersion { get; private set; }

    public int Proposed { get; private set; }

    /// <summary>Proposals that were, or would have been, the right thing.</summary>
    public int Right { get; private set; }

    /// <summary>Proposals that were not, or would not have been.</summary>
    public int Wrong { get; private set; }

    public int Executed { get; private set; }

    public int Verified { get; private set; }

    public int Reverted { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Proposals that were graded since the level last changed.</summary>
    public int GradedSince { get; private set; }

    /// <summary>Those of them that were right.</summary>
    public int RightSince { get; private set; }

    /// <summary>Verified in a row since the level last changed.</summary>
    public int InARow { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    /// <summary>A person's reason, or the name of the system's.</summary>
    public string? ChangedBecause { get; private set; }

    public uint Version { get; private set; }

    /// <summary>How far a version of the runbook may go: what another version earned, it has not.</summary>
    public AutonomyLevel LevelOf(int runbookVersion) => Level == AutonomyLevel.Automatic && runbookVersion != RunbookVersion ? AutonomyLevel.Approve : Level;

    /// <summary>A diagnosis proposed this version; true if that costs the level that an earlier one had.</summary>
    public bool NoteProposed(int runbookVersion, string? team, DateTimeOffset now)
    {
        (Proposed, Team) = (Proposed + 1, team);
        return Lower(LevelOf(runbookVersion), "runbook_changed", now);
    }

    /// <summary>Somebody, or what happened, said whether a proposal was the right thing.</summary>
    public void NoteGraded(bool right)
    {
        (Right, Wrong) = right ? (Right + 1, Wrong) : (Right, Wrong + 1);
        (GradedSince, RightSince) = (GradedSince + 1, RightSince + (right ? 1 : 0));
    }

    /// <summary>A run was judged; true if it cost the level. What did not help, or harmed, costs trust at once.</summary>
    /// <param name="succeeded">Whether the run itself ended well; what got better in spite of it is not its merit.</param>
    /// <param name="outcome">What became of the signals.</param>
    /// <param name="graded">Whether a person has said already if it was right.</param>
    /// <param name="now">When.</param>
    public bool NoteJudged(bool succeeded, ExecutionOutcome outcome, bool graded, DateTimeOffset now)
    {
        Executed++;
        var helped = succeeded && outcome == ExecutionOutcome.Fixed;
        if (!graded)
        {
            NoteGraded(helped);
        }

        if (helped)
        {
            (Verified, InARow) = (Verified + 1, InARow + 1);
            return false;
        }

        (Failed, InARow) = (Failed + 1, 0);
        return outcome == ExecutionOutcome.Worse
            ? Lower(AutonomyLevel.Shadow, "worse", now)
            : Lower(Level > AutonomyLevel.Suggest ? Level - 1 : Level, succeeded ? "no_change" : "failed", now);
    }

    /// <summary>What a run did was undone; true if that cost the level.</summary>
    public bool NoteReverted(DateTimeOffset now)
    {
        (Reverted, InARow) = (Reverted + 1, 0);
        return Lower(AutonomyLevel.Shadow, "reverted", now);
    }

    /// <summary>A person sets the level, for the runbook as it is now.</summary>
    public void Change(AutonomyLevel level, int runbookVersion, string by, string because, DateTimeOffset now)
    {
        (Level, RunbookVersion, ChangedBy, ChangedBecause, ChangedAt) = (level, runbookVersion, by, because, now);
        (InARow, GradedSince, RightSince) = (0, 0, 0);
    }

    private bool Lower(AutonomyLevel level, string because, DateTimeOffset now)
    {
        if (level >= Level)
        {
            return false;
        }

        Change(level, RunbookVersion, System, because, now);
        return true;
    }
}
