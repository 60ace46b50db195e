using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>A person says whether a proposal that was not carried out would have been the right thing. It counts once.</summary>
internal sealed class GradeProposal(SreDbContext context, AuditLog audit)
{
    public async Task<Outcome<ActionProposal>> RunAsync(Scope scope, Guid diagnosisId, bool right, Actor by, CancellationToken cancellationToken)
    {
        if (by.Kind != ActorKind.User)
        {
            return new AutonomyByPeopleOnly();
        }

        var visible = context.Set<Incident>().In(scope, context);
        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var proposal = await context.Set<ActionProposal>().FromSql($"SELECT * FROM control.action_proposal WHERE diagnosis_id = {diagnosisId} FOR UPDATE").SingleOrDefaultAsync(token);
            if (proposal?.Runbook is not { } runbook || !await visible.AnyAsync(incident => incident.Id == proposal.IncidentId, token))
            {
                return new ProposalNotFound();
            }

            if (proposal.WasRight is not null)
            {
                return new ProposalGradedAlready();
            }

            proposal.Grade(right, by.Name);
            if (await AutonomyRows.LockAsync(context, proposal.Rule, runbook, token) is { } pair)
            {
                pair.NoteGraded(right);
            }

            audit.Add(context, by, new AuditRecord("proposal.graded", "proposal", diagnosisId.ToString())
            {
                Details = new Dictionary<string, string> { ["rule"] = proposal.Rule, ["runbook"] = runbook, ["title"] = proposal.Title ?? "", ["right"] = right ? "yes" : "no" },
            });
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return (Outcome<ActionProposal>)proposal;
        }, cancellationToken);
    }
}
