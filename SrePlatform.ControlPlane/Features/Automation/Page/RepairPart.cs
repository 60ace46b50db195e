using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Automation.Proposals;
using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Paging;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary>The repair of an incident: what is proposed, what waits for people, what ran and what it did.</summary>
internal sealed record Repair(Guid IncidentId, string Reference, ActionProposal? Proposal, IReadOnlyList<ApprovalView> Requests, IReadOnlyList<ExecutionView> Executions, IReadOnlyList<FreezeView> Freezes, bool MayRequest)
{
    public ApprovalView? Open => Requests.FirstOrDefault(request => request.IsOpen);

    /// <summary>Whether the proposal can be asked for: nothing of this incident waits, runs or is being watched.</summary>
    public bool CanRequest => MayRequest && Proposal is { Runbook: not null, Decision: ProposalDecision.Suggested or ProposalDecision.Requested or ProposalDecision.Recorded } && Open is null
        && !Executions.Any(execution => execution.State is ExecutionState.Queued or ExecutionState.Claimed or ExecutionState.Running || execution.Outcome is ExecutionOutcome.Watching or ExecutionOutcome.Fixed)
        && !Requests.Any(request => request.State == ApprovalState.Approved && Executions.All(execution => execution.RequestId != request.Id));

    public bool IsEmpty => Proposal is null or { Decision: ProposalDecision.NothingProposed } && Requests.Count == 0 && Executions.Count == 0;
}

/// <summary>Puts the repair on the incident's page.</summary>
internal sealed class RepairPart(SreDbContext context, ReadApprovals approvals, ReadExecutions executions, ListFreezes freezes, IAuthorizationService authorization) : IIncidentPart
{
    private const int Most = 10;

    public int Order => 10;

    public string View => "/Features/Automation/Page/_Repair.cshtml";

    public async Task<object?> LoadAsync(Guid incidentId, string reference, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var page = new PageRequest(Most, null);
        return new Repair(
            incidentId,
            reference,
            await context.Set<ActionProposal>().AsNoTracking().Where(proposal => proposal.IncidentId == incidentId).OrderByDescending(proposal => proposal.At).FirstOrDefaultAsync(cancellationToken),
            (await approvals.ListAsync(Scope.All, new ApprovalFilter(IncidentId: incidentId), page, cancellationToken)).Items,
            (await executions.ListAsync(Scope.All, null, incidentId, null, page, cancellationToken)).Items,
            await freezes.ActiveAsync(cancellationToken),
            (await authorization.AuthorizeAsync(user, Policies.Operate)).Succeeded);
    }
}
