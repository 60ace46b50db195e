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

    /// <summary>Who said so; <c>system</c> where a run showed it.</summary>
    public string? GradedBy { get; private set; }

    public void Grade(bool right, string by) => (WasRight, GradedBy) = (right, by);
}
