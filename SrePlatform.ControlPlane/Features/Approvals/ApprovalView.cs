using System.Linq.Expressions;
using System.Text.Json;
using SrePlatform.ControlPlane.Features.ChangePolicy;
using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>A request as the API and the pages show it.</summary>
/// <param name="Policy">What asks for people.</param>
/// <param name="HeldUntil">Until when a freeze holds it although it is approved.</param>
/// <param name="Digest">Post it back with a decision, so that nobody approves what they did not see.</param>
internal sealed record ApprovalView(
    Guid Id, int Number, ApprovalState State, string Title, string Runbook, int RunbookVersion, RunbookKind Kind, RunbookRisk Risk,
    IReadOnlyDictionary<string, JsonElement> Parameters, IReadOnlyList<string> Targets, string Environment, string? Team, string BlastRadius, string ExpectedEffect,
    string? Revert, Guid? IncidentId, Guid? SessionId, string? Reason, IReadOnlyList<EvidenceItem> Evidence, ApprovalOrigin Origin, string Requester, string RequesterId,
    int RequiredApprovals, IReadOnlyList<PolicyReason> Policy, DateTimeOffset? HeldUntil, string? HeldBecause, string Digest, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? DecidedAt, long Revision)
{
    public static readonly Expression<Func<ApprovalRequest, ApprovalView>> Projection = request => new ApprovalView(
        request.Id, request.Number, request.State, request.Title, request.Runbook, request.RunbookVersion, request.Kind, request.Risk, request.Parameters, request.Targets,
        request.Environment, request.Team, request.BlastRadius, request.ExpectedEffect, request.Revert, request.IncidentId, request.SessionId, request.Reason, request.Evidence,
        request.Origin, request.Requester, request.RequesterId, request.RequiredApprovals, request.Policy, request.HeldUntil, request.HeldBecause, request.Digest, request.CreatedAt, request.ExpiresAt, request.DecidedAt, request.Revision);

    /// <summary>What people say.</summary>
    public string Reference => $"APR-{Number}";

    public IReadOnlyList<DecisionView> Decisions { get; init; } = [];

    public bool IsOpen => State is ApprovalState.Pending or ApprovalState.ChangesRequested;

    /// <summary>How many have approved what it is now.</summary>
    public int Approvals => Decisions.Count(decision => decision.Kind == DecisionKind.Approved && decision.Digest == Digest);
}

/// <summary>What somebody decided.</summary>
internal sealed record DecisionView(Guid RequestId, DecisionKind Kind, string Actor, string ActorId, string? Reason, string Digest, DateTimeOffset At);
