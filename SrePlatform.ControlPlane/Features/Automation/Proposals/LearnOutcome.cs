using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>What a run did counts for the pair of rule and runbook: it earns trust, or loses it. The caller's transaction is used.</summary>
internal sealed class LearnOutcome(SreDbContext context, AuditLog audit)
{
    private const int Most = 20;

    public async Task RunAsync(Execution execution, ExecutionOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var succeeded = execution.State == ExecutionState.Succeeded;
        if (execution.RevertOf is { } reverted)
        {
            await RevertedAsync(reverted, succeeded, now, cancellationToken);
            return;
        }

        var request = await context.Set<ApprovalRequest>().AsNoTracking().Where(row => row.Id == execution.RequestId)
            .Select(row => new { row.SessionId, row.Parameters }).SingleAsync(cancellationToken);
        var proposals = await context.Set<ActionProposal>()
            .Where(row => row.Runbook == execution.Runbook && (row.SessionId == request.SessionId || (row.IncidentId == execution.IncidentId && row.WasRight == null)))
            .OrderByDescending(row => row.At).Take(Most).ToListAsync(cancellationToken);
        // What was asked for is judged itself; what would have done the same is right or wrong with it, and an incident counts once for a pair.
        var same = ProposalParameters.Digest(request.Parameters);
        foreach (var pair in proposals.Where(row => row.SessionId == request.SessionId || ProposalParameters.Digest(row.Parameters) == same).GroupBy(row => row.Rule, StringComparer.Ordinal))
        {
            await CountAsync(pair.Key, [.. pair], request.SessionId, execution, succeeded, outcome, now, cancellationToken);
        }
    }

    private async Task CountAsync(
        string rule, IReadOnlyList<ActionProposal> proposals, Guid? session, Execution execution, bool succeeded, ExecutionOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var byPerson = proposals.Any(proposal => proposal.SessionId == session && proposal.GradedBy is not (null or Autonomy.System));
        foreach (var proposal in proposals.Where(proposal => proposal.GradedBy is null or Autonomy.System))
        {
            proposal.Grade(succeeded && outcome == ExecutionOutcome.Fixed, Autonomy.System);
        }

        if (await AutonomyRows.LockAsync(context, rule, execution.Runbook, cancellationToken) is not { } pair)
        {
            return;
        }

        var before = pair.Level;
        if (!proposals.Any(proposal => proposal.SessionId == session))
        {
            pair.NoteGraded(succeeded && outcome == ExecutionOutcome.Fixed);
        }
        else if (pair.NoteJudged(succeeded, outcome, byPerson, now))
        {
            Demoted(pair, before, execution.Reference);
        }
    }

    /// <summary>An undone run is held against whatever proposed it.</summary>
    private async Task RevertedAsync(Guid executionId, bool succeeded, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var undone = await (from execution in context.Set<Execution>().AsNoTracking()
                            join request in context.Set<ApprovalRequest>().AsNoTracking() on execution.RequestId equals request.Id
                            join proposal in context.Set<ActionProposal>().AsNoTracking() on request.SessionId equals proposal.SessionId
                            where execution.Id == executionId && proposal.Runbook == execution.Runbook
                            select new { proposal.Rule, execution.Runbook, execution.Number }).FirstOrDefaultAsync(cancellationToken);
        if (succeeded && undone is not null && await AutonomyRows.LockAsync(context, undone.Rule, undone.Runbook, cancellationToken) is { } pair)
        {
            var before = pair.Level;
            if (pair.NoteReverted(now))
            {
                Demoted(pair, before, $"RUN-{undone.Number}");
            }
        }
    }

    private void Demoted(Autonomy pair, AutonomyLevel before, string run)
    {
        var details = ChangeAutonomy.Details(pair, before, pair.Level, pair.ChangedBecause ?? "");
        details["run"] = run;
        audit.Add(context, Actor.System, new AuditRecord("autonomy.demoted", "autonomy", pair.Id.ToString()) { Details = details });
    }
}
