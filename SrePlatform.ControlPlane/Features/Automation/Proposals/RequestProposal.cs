using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

internal sealed record ProposalNotFound() : NotFoundFailure("proposal.not_found", "There is no such proposal.");

internal sealed record NothingToRequest() : ConflictFailure("proposal.nothing", "This diagnosis proposes nothing that can be carried out.");

/// <summary>Asks for what a diagnosis proposed. While a request of it waits or runs, that one is returned.</summary>
internal sealed class RequestProposal(SreDbContext context, AssistantResults results, RequestApproval approvals)
{
    private const int MostEvidence = 8;

    public async Task<Outcome<ApprovalRequest>> RunAsync(Guid diagnosisId, Actor by, CancellationToken cancellationToken)
    {
        var proposal = await context.Set<ActionProposal>().AsNoTracking().SingleOrDefaultAsync(row => row.DiagnosisId == diagnosisId, cancellationToken);
        if (proposal is null)
        {
            return new ProposalNotFound();
        }

        if (proposal.Runbook is not { } runbook || proposal.Decision is ProposalDecision.ParametersInvalid)
        {
            return new NothingToRequest();
        }

        var earlier = await context.Set<ApprovalRequest>().AsNoTracking().Where(request => request.SessionId == proposal.SessionId && request.Runbook == runbook)
            .OrderByDescending(request => request.CreatedAt).ToListAsync(cancellationToken);
        if (earlier.Find(request => request.State is ApprovalState.Pending or ApprovalState.ChangesRequested or ApprovalState.Approved) is { } under)
        {
            return under;
        }

        var outcome = await approvals.RunAsync(
            new ActionWish(runbook, proposal.Parameters, proposal.Environment, $"proposal:{diagnosisId}:{earlier.Count}")
            {
                IncidentId = proposal.IncidentId,
                SessionId = proposal.SessionId,
                Origin = ApprovalOrigin.Diagnosis,
                Evidence = await EvidenceAsync(proposal.SessionId, cancellationToken),
                AllowedBy = proposal.Level == AutonomyLevel.Automatic && by == Actor.System ? $"Automatic for {proposal.Rule} and {runbook}." : null,
            },
            by, cancellationToken);
        if (outcome.Failure is null)
        {
            await context.Set<ActionProposal>().Where(row => row.DiagnosisId == diagnosisId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Decision, ProposalDecision.Requested), cancellationToken);
        }

        return outcome;
    }

    /// <summary>What the diagnosis rests on, the cause first; each item leads to its observation.</summary>
    private async Task<IReadOnlyList<EvidenceItem>> EvidenceAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        if ((await results.FindAnalysisAsync(sessionId, cancellationToken)).Value?.Document is not { } analysis)
        {
            return [];
        }

        var headline = analysis.Headline?.Text is { } text ? new[] { new EvidenceItem(text) } : [];
        return
        [
            .. headline,
            .. analysis.Claims.Where(claim => claim.Kind is "cause" or "change" or "symptom" or "ruled_out").Where(claim => claim.Statement?.Text is not null)
                .OrderBy(claim => claim.Kind switch { "cause" => 0, "change" => 1, "symptom" => 2, _ => 3 })
                .Take(MostEvidence)
                .Select(claim => new EvidenceItem(claim.Statement!.Text!, claim.ObservationIds is [var first, ..] ? $"/observations/{first}/series" : null)),
        ];
    }
}
