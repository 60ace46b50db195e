using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>What a diagnosis proposed to do, and what was done with that; one per diagnosis, so that each is considered once.</summary>
internal sealed class ActionProposal
{
    private ActionProposal()
    {
    }

    public ActionProposal(Guid diagnosisId, Guid incidentId, Guid sessionId, ProposalDecision decision, DateTimeOffset now) =>
        (DiagnosisId, IncidentId, SessionId, Decision, At) = (diagnosisId, incidentId, sessionId, decision, now);

    public Guid DiagnosisId { get; private set; }

    public Guid IncidentId { get; private set; }

    public Guid SessionId { get; private set; }

    public ProposalDecision Decision { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The rule of the incident's first alert.</summary>
    public string Rule { get; init; } = "";

    public string? Runbook { get; init; }

    public string? Title { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();

    public string Environment { get; init; } = "";

    public AutonomyLevel Level { get; init; }

    public string? Reason { get; init; }

    /// <summary>Whether it was the right thing, as far as was seen afterwards; null while that is not known.</summary>
    public bool? WasRight { get; private set; }


    public void Grade(bool right) => WasRight = right;
}

/// <summary>How far proposals of a runbook for a rule may go by themselves, and the record that this rests on.</summary>
internal sealed class Autonomy
{
    private Autonomy()
    {
    }

    public Autonomy(string rule, string runbook, AutonomyLevel level, DateTimeOffset now) => (Rule, Runbook, Level, ChangedAt, ChangedBy) = (rule, runbook, level, now, "system");

    public string Rule { get; private set; } = "";

    public string Runbook { get; private set; } = "";

    public AutonomyLevel Level { get; private set; }

    public int Proposed { get; private set; }

    public int Right { get; private set; }

    public int Executed { get; private set; }

    public int Verified { get; private set; }

    public int Reverted { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Verified in a row since the level last changed.</summary>
    public int InARow { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public string? ChangedBecause { get; private set; }

    public uint Version { get; private set; }

    public void NoteProposed() => Proposed++;

    public void NoteRight() => Right++;

    public void NoteReverted() => Reverted++;

    /// <summary>A run was judged. What did not help, or harmed, costs trust at once.</summary>
    public void NoteJudged(ExecutionOutcome outcome, DateTimeOffset now)
    {
        Executed++;
        if (outcome == ExecutionOutcome.Fixed)
        {
            (Verified, Right, InARow) = (Verified + 1, Right + 1, InARow + 1);
            return;
        }

        (Failed, InARow) = (Failed + 1, 0);
        var lower = outcome == ExecutionOutcome.Worse ? AutonomyLevel.Shadow : Level > AutonomyLevel.Suggest ? Level - 1 : Level;
        if (lower < Level)
        {
            Change(lower, "system", outcome == ExecutionOutcome.Worse ? "A run made things worse." : "A run changed nothing.", now);
        }
    }

    /// <summary>Sets the level; upwards only a person does.</summary>
    public void Change(AutonomyLevel level, string by, string because, DateTimeOffset now) => (Level, ChangedBy, ChangedBecause, ChangedAt, InARow) = (level, by, because, now, 0);
}
