using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>How far a runbook may go by itself for a rule, and the record that this rests on.</summary>
/// <param name="Level">Post it back as <c>seen</c> with a decision.</param>
/// <param name="Right">Proposals that were, or would have been, the right thing; <c>Wrong</c> counts the others whose rightness is known.</param>
/// <param name="InARow">Verified in a row since the level last changed.</param>
/// <param name="Suggestion">What the record says about the next level.</param>
/// <param name="Risk">Of the runbook as it is now; null if it is gone.</param>
internal sealed record AutonomyView(
    Guid Id, string Rule, string Runbook, string? Team, AutonomyLevel Level, RunbookRisk? Risk, int Proposed, int Right, int Wrong, int Executed, int Verified, int Reverted, int Failed,
    int GradedSince, int RightSince, int InARow, DateTimeOffset ChangedAt, string ChangedBy, string? ChangedBecause, Promotion Suggestion);

/// <summary>A proposal as the record of its pair shows it.</summary>
/// <param name="WasRight">Null while nobody, and no run, has said.</param>
internal sealed record ProposalView(
    Guid DiagnosisId, Guid IncidentId, string Incident, bool IncidentIsOver, string? Title, AutonomyLevel Level, ProposalDecision Decision, bool? WasRight, string? GradedBy, DateTimeOffset At);

/// <summary>A change of a level, as the audit log has it.</summary>
internal sealed record LevelChanged(DateTimeOffset At, string By, string Action, IReadOnlyDictionary<string, string> Details);

/// <summary>Reads pairs of rule and runbook with their record.</summary>
internal sealed class ReadAutonomy(SreDbContext context)
{
    private const int MostChanges = 20;

    public async Task<Page<AutonomyView>> ListAsync(Scope scope, AutonomyLevel? level, string? runbook, PageRequest page, CancellationToken cancellationToken)
    {
        var pairs = context.Set<Autonomy>().AsNoTracking().In(scope);
        pairs = level is { } wanted ? pairs.Where(pair => pair.Level == wanted) : pairs;
        pairs = runbook is { } name ? pairs.Where(pair => pair.Runbook == name) : pairs;
        if (page.After is { } after)
        {
            pairs = pairs.Where(pair => EF.Functions.LessThan(ValueTuple.Create(pair.ChangedAt, pair.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await pairs.OrderByDescending(pair => pair.ChangedAt).ThenByDescending(pair => pair.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var cut = page.Cut(rows, row => new Keyset(row.ChangedAt, row.Id));
        return new Page<AutonomyView>(await ViewsAsync(cut.Items, cancellationToken), cut.NextCursor);
    }

    public async Task<AutonomyView?> FindAsync(Scope scope, Guid id, CancellationToken cancellationToken) =>
        await context.Set<Autonomy>().AsNoTracking().In(scope).SingleOrDefaultAsync(pair => pair.Id == id, cancellationToken) is { } found
            ? (await ViewsAsync([found], cancellationToken))[0]
            : null;

    /// <summary>What diagnoses proposed of a pair, newest first, in incidents that are seen.</summary>
    public async Task<Page<ProposalView>> ProposalsAsync(Scope scope, AutonomyView pair, PageRequest page, CancellationToken cancellationToken)
    {
        var proposals = from proposal in context.Set<ActionProposal>().AsNoTracking()
                        join incident in context.Set<Incident>().AsNoTracking().In(scope, context) on proposal.IncidentId equals incident.Id
                        where proposal.Rule == pair.Rule && proposal.Runbook == pair.Runbook
                        select new { Proposal = proposal, incident.Number, incident.State };
        if (page.After is { } after)
        {
            proposals = proposals.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.Proposal.At, row.Proposal.DiagnosisId), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await proposals.OrderByDescending(row => row.Proposal.At).ThenByDescending(row => row.Proposal.DiagnosisId).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var cut = page.Cut(rows, row => new Keyset(row.Proposal.At, row.Proposal.DiagnosisId));
        return new Page<ProposalView>(
            [.. cut.Items.Select(row => new ProposalView(
                row.Proposal.DiagnosisId, row.Proposal.IncidentId, $"INC-{row.Number}", row.State is IncidentState.Resolved or IncidentState.Closed, row.Proposal.Title, row.Proposal.Level,
                row.Proposal.Decision, row.Proposal.WasRight, row.Proposal.GradedBy, row.Proposal.At))],
            cut.NextCursor);
    }

    /// <summary>How the level came to be what it is.</summary>
    public async Task<IReadOnlyList<LevelChanged>> ChangesAsync(Guid id, CancellationToken cancellationToken)
    {
        var target = id.ToString();
        return await context.Set<AuditEntry>().AsNoTracking().Where(entry => entry.TargetType == "autonomy" && entry.TargetId == target && entry.Action.StartsWith("autonomy."))
            .OrderByDescending(entry => entry.At).Take(MostChanges).Select(entry => new LevelChanged(entry.At, entry.Actor, entry.Action, entry.Details)).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<AutonomyView>> ViewsAsync(IReadOnlyList<Autonomy> pairs, CancellationToken cancellationToken)
    {
        var names = pairs.Select(pair => pair.Runbook).Distinct().ToList();
        var risks = await context.Set<Runbook>().AsNoTracking().Where(runbook => names.Contains(runbook.Name) && runbook.RetiredAt == null && runbook.CurrentVersion != null)
            .ToDictionaryAsync(runbook => runbook.Name, runbook => runbook.Risk, StringComparer.Ordinal, cancellationToken);
        return [.. pairs.Select(pair =>
        {
            RunbookRisk? risk = risks.TryGetValue(pair.Runbook, out var known) ? known : null;
            return new AutonomyView(
                pair.Id, pair.Rule, pair.Runbook, pair.Team, pair.Level, risk, pair.Proposed, pair.Right, pair.Wrong, pair.Executed, pair.Verified, pair.Reverted, pair.Failed, pair.GradedSince,
                pair.RightSince, pair.InARow, pair.ChangedAt, pair.ChangedBy, pair.ChangedBecause, PromotionDecision.Of(pair, risk));
        })];
    }
}
