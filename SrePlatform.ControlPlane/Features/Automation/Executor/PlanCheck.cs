using System.Security.Cryptography;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.ChangePolicy;
using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Features.ChangePolicy.Rules;
using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Why a plan does not run.</summary>
internal enum PlanRefusal
{
    /// <summary>It does.</summary>
    None,
    NoKey,
    ForgedPlan,
    OtherExecution,
    Expired,
    FromTheFuture,
    RunbookUnknown,
    RunbookNotReviewed,
    RunbookChanged,
    RunbookUnreadable,
    RiskUnderstated,
    ParametersInvalid,
    DigestMismatch,
    TooFewApprovals,
    OwnApproval,
    RequestNotApproved,
    EnvironmentNotAllowed,
    ChangeFreeze,
    UsedBefore,
    ConnectionUnknown,
    IsolationMissing,

    /// <summary>What it is run with is not on the executor's machine.</summary>
    ProgramMissing,

    /// <summary>A secret that it names is not there, or not for it.</summary>
    SecretMissing,
}

/// <summary>What the executor knows when it decides; all read by itself.</summary>
/// <param name="CurrentVersion">The runbook's current, reviewed version; null if there is none.</param>
/// <param name="Content">The text of that version.</param>
/// <param name="RequestApproved">Whether the request still is approved.</param>
internal sealed record PlanFacts(Guid ExecutionId, int? CurrentVersion, string? Content, bool Reviewed, bool RequestApproved, DateTimeOffset Now)
{
    /// <summary>The rules of the policy as they are now.</summary>
    public IReadOnlyList<PolicyRuleDefinition> Rules { get; init; } = [];

    /// <summary>The freezes that are on now.</summary>
    public IReadOnlyList<ChangeFreeze> Freezes { get; init; } = [];

    /// <summary>Somebody stopped it before it began.</summary>
    public bool Cancelled { get; init; }
}

/// <summary>Decides where the action runs whether it may: the Control Plane asks, the executor checks.</summary>
internal static class PlanCheck
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>The plan and its runbook, or why not.</summary>
    public static (PlanRefusal Refusal, Plan? Plan, RunbookDocument? Runbook) Open(ECDsa? key, string text, string signature, PlanFacts facts)
    {
        if (key is null)
        {
            return (PlanRefusal.NoKey, null, null);
        }

        if (PlanSignature.Open(key, text, signature) is not { } plan)
        {
            return (PlanRefusal.ForgedPlan, null, null);
        }

        if (facts.CurrentVersion is null || facts.Content is null)
        {
            return (PlanRefusal.RunbookUnknown, plan, null);
        }

        return RunbookReader.Read(facts.Content).TryGet(out var runbook, out _)
            ? (Decide(plan, runbook, facts), plan, runbook)
            : (PlanRefusal.RunbookUnreadable, plan, null);
    }

    private static PlanRefusal Decide(Plan plan, RunbookDocument runbook, PlanFacts facts) =>
        plan.ExecutionId != facts.ExecutionId ? PlanRefusal.OtherExecution
        : facts.Now >= plan.ExpiresAt ? PlanRefusal.Expired
        : plan.IssuedAt > facts.Now + ClockSkew ? PlanRefusal.FromTheFuture
        : !facts.Reviewed ? PlanRefusal.RunbookNotReviewed
        : facts.CurrentVersion != plan.RunbookVersion || RunbookVersion.HashOf(facts.Content!) != plan.RunbookHash || runbook.Name != plan.Runbook ? PlanRefusal.RunbookChanged
        : plan.Risk < runbook.Risk ? PlanRefusal.RiskUnderstated
        : ParameterSchema.Check(runbook.Parameters, plan.Parameters).Count > 0 ? PlanRefusal.ParametersInvalid
        : PlanDigest.Of(plan.Runbook, plan.RunbookVersion, plan.RunbookHash, plan.Parameters, plan.Targets, plan.Environment) != plan.Digest ? PlanRefusal.DigestMismatch
        : runbook.Environments.Count > 0 && !runbook.Environments.Contains(plan.Environment) ? PlanRefusal.EnvironmentNotAllowed
        : !facts.RequestApproved ? PlanRefusal.RequestNotApproved
        : plan.Authority == PlanAuthority.BreakGlass ? (plan.Approvers.Count > 0 && plan.Reason is { Length: > 0 } ? PlanRefusal.None : PlanRefusal.TooFewApprovals)
        : Ask(plan, runbook, facts) is not { HeldBy: null } verdict ? PlanRefusal.ChangeFreeze
        : plan.Approvers.Any(approver => approver.Id == plan.Requester.Id) ? PlanRefusal.OwnApproval
        : plan.Approvers.Select(approver => approver.Id).Distinct(StringComparer.Ordinal).Count() < verdict.Approvals ? PlanRefusal.TooFewApprovals
        : PlanRefusal.None;

    /// <summary>The same decision as where the plan was made, on the rules and freezes as they are now.</summary>
    private static PolicyVerdict Ask(Plan plan, RunbookDocument runbook, PlanFacts facts) => PolicyDecision.Of(
        new PolicyQuestion(plan.Runbook, runbook.Risk, [.. plan.Environments, plan.Environment], [.. plan.Teams, .. runbook.Team is { } team ? [team] : Array.Empty<string>()], AskedBy.Trusted, facts.Now, plan.RequiredApprovals),
        facts.Rules, facts.Freezes);
}
