using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation;

/// <summary>A value that a check had.</summary>
internal sealed record CheckValue(string Name, double? Value, bool? Holds, string Unit = "");

/// <summary>
/// One run of a plan. The Control Plane writes it queued and judges its effect; what happens in between only the executor writes, with rights
/// on those columns alone.
/// </summary>
internal sealed class Execution
{
    private Execution()
    {
    }

    public Execution(Plan plan, SignedPlan signed, ApprovalRequest request, IReadOnlyList<CheckValue> baseline, string? sealedSecrets = null)
    {
        SealedSecrets = sealedSecrets;
        Id = plan.ExecutionId;
        RequestId = plan.RequestId;
        (PlanText, Signature) = (signed.Text, signed.Signature);
        (Title, Runbook, RunbookVersion, Kind, Risk) = (request.Title, plan.Runbook, plan.RunbookVersion, request.Kind, plan.Risk);
        (Targets, Environment, IncidentId, RevertOf, DryRun) = (plan.Targets, plan.Environment, plan.IncidentId, plan.RevertOf, plan.DryRun);
        (CreatedAt, ExpiresAt) = (plan.IssuedAt, plan.ExpiresAt);
        Baseline = baseline;
    }

    public Guid Id { get; private set; }

    public int Number { get; private set; }

    public string Reference => $"RUN-{Number}";

    /// <summary>The request that it carries out; each is carried out once.</summary>
    public Guid RequestId { get; private set; }

    public string PlanText { get; private set; } = "";

    public string Signature { get; private set; } = "";

    /// <summary>Secrets for executors alone; gone when it has ended.</summary>
    public string? SealedSecrets { get; private set; }

    public string Title { get; private set; } = "";

    public string Runbook { get; private set; } = "";

    public int RunbookVersion { get; private set; }

    public RunbookKind Kind { get; private set; }

    public RunbookRisk Risk { get; private set; }

    public IReadOnlyList<string> Targets { get; private set; } = [];

    public string Environment { get; private set; } = "";

    public Guid? IncidentId { get; private set; }

    public Guid? RevertOf { get; private set; }

    public bool DryRun { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public ExecutionState State { get; private set; }

    /// <summary>Why it was refused or failed, as a name; <see cref="Detail"/> says it in words.</summary>
    public string? Reason { get; private set; }

    public string? Detail { get; private set; }

    public Guid? LeaseId { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Somebody wants it stopped.</summary>
    public DateTimeOffset? CancelRequestedAt { get; private set; }

    public ExecutionOutcome Outcome { get; private set; }

    /// <summary>What the checks said before.</summary>
    public IReadOnlyList<CheckValue> Baseline { get; private set; } = [];

    /// <summary>What the checks said last.</summary>
    public IReadOnlyList<CheckValue> Checks { get; private set; } = [];

    public DateTimeOffset? WatchUntil { get; private set; }

    public DateTimeOffset? JudgedAt { get; private set; }

    /// <summary>Whether the Control Plane has noticed its end and begun to watch.</summary>
    public bool EndNoted { get; private set; }

    public bool StartNoted { get; private set; }

    public long Revision { get; private set; }

    public bool IsOver => State is ExecutionState.Succeeded or ExecutionState.Failed or ExecutionState.Refused or ExecutionState.Unknown or ExecutionState.Cancelled;

    /// <summary>The Control Plane has told the incident that it began.</summary>
    public void NoteStart() => (StartNoted, Revision) = (true, Revision + 1);

    /// <summary>The Control Plane has told the incident that it ended; effects are watched until then if it may have had any.</summary>
    public void NoteEnd(DateTimeOffset? watchUntil)
    {
        (EndNoted, StartNoted, WatchUntil, Revision) = (true, true, watchUntil, Revision + 1);
        Outcome = watchUntil is null ? ExecutionOutcome.None : ExecutionOutcome.Watching;
    }

    /// <summary>Notes what the checks say; moves on only when they say something else.</summary>
    public void Saw(IReadOnlyList<CheckValue> checks)
    {
        if (!Checks.SequenceEqual(checks))
        {
            (Checks, Revision) = (checks, Revision + 1);
        }
    }

    public void Judge(ExecutionOutcome outcome, DateTimeOffset now) => (Outcome, JudgedAt, Revision) = (outcome, now, Revision + 1);

    public void RequestCancel(DateTimeOffset now) => (CancelRequestedAt, Revision) = (CancelRequestedAt ?? now, Revision + 1);
}
