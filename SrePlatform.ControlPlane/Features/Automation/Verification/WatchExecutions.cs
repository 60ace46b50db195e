using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Automation.Proposals;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Automation.Verification;

/// <summary>Told to others, through the outbox, when the effect of a run was judged.</summary>
internal sealed record ExecutionJudged(Guid ExecutionId, Guid? IncidentId, string Outcome, string Reason)
{
    public const string Kind = "execution.judged";
}

/// <summary>Follows executions: tells the incident that one began and ended, watches the signals afterwards, and judges.</summary>
internal sealed class WatchExecutions(SreDbContext context, CheckReader reader, LearnOutcome learn, AuditLog audit, TimeProvider time)
{
    private const int AtOnce = 20;

    /// <summary>Looks once at everything that is under way; true if anything moved.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var ids = await context.Set<Execution>().AsNoTracking()
            .Where(execution => execution.Outcome == ExecutionOutcome.Watching || (!execution.EndNoted && (execution.FinishedAt != null || (execution.StartedAt != null && !execution.StartNoted))))
            .OrderBy(execution => execution.CreatedAt).Select(execution => execution.Id).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            await LookAsync(id, cancellationToken);
        }

        return ids.Count == AtOnce;
    }

    private async Task LookAsync(Guid id, CancellationToken cancellationToken)
    {
        var seen = await context.Set<Execution>().AsNoTracking().SingleAsync(execution => execution.Id == id, cancellationToken);
        var plan = JsonSerializer.Deserialize<Plan>(seen.PlanText, ApiJson.Options)!;
        var verification = await VerificationAsync(plan, cancellationToken);
        // Measured outside of the transaction, which holds the row.
        var checks = seen.Outcome == ExecutionOutcome.Watching ? await reader.ReadAsync(verification.Queries, plan.Parameters, cancellationToken) : [];
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var execution = await context.Set<Execution>().FromSql($"SELECT * FROM control.execution WHERE id = {id} FOR UPDATE SKIP LOCKED").SingleOrDefaultAsync(token);
            if (execution is null)
            {
                return;
            }

            if (execution.Outcome == ExecutionOutcome.Watching)
            {
                await JudgeAsync(execution, verification, checks, token);
            }
            else if (execution.IsOver && !execution.EndNoted)
            {
                await NoteEndAsync(execution, verification, token);
            }
            else if (execution is { StartedAt: not null, StartNoted: false })
            {
                execution.NoteStart();
                await NoteAsync(execution, IncidentEventKind.ActionStarted, [], execution.StartedAt.Value, token);
            }

            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
        }, cancellationToken);
    }

    private async Task NoteEndAsync(Execution execution, RunbookVerification verification, CancellationToken cancellationToken)
    {
        var finished = execution.FinishedAt ?? time.GetUtcNow();
        if (execution is { StartedAt: { } started, StartNoted: false })
        {
            await NoteAsync(execution, IncidentEventKind.ActionStarted, [], started, cancellationToken);
        }

        // Also a run that failed, was stopped or was lost may have had an effect.
        var hadEffect = execution.StartedAt is not null && !execution.DryRun;
        execution.NoteEnd(hadEffect ? finished.AddSeconds(verification.WithinSeconds) : null);
        await NoteAsync(
            execution, IncidentEventKind.ActionFinished,
            [("state", EnumsAsText.ToText(execution.State)), ("reason", execution.Reason ?? "")], finished, cancellationToken, execution.Detail);
    }

    private async Task JudgeAsync(Execution execution, RunbookVerification verification, IReadOnlyList<CheckValue> checks, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        execution.Saw(checks);
        int? firing = null;
        var began = 0;
        if (execution.IncidentId is { } incident && verification.AlertsResolved)
        {
            var alerts = context.Set<Alert>().AsNoTracking().Where(alert => alert.IncidentId == incident && alert.Status == AlertStatus.Firing);
            firing = await alerts.CountAsync(cancellationToken);
            began = await alerts.CountAsync(alert => alert.StartsAt > execution.StartedAt, cancellationToken);
        }

        var (outcome, reason) = OutcomeDecision.Of(new Watch(
            verification.Queries, execution.Baseline, checks, firing, began, execution.FinishedAt ?? execution.CreatedAt, execution.WatchUntil ?? now, now));
        if (outcome == ExecutionOutcome.Watching)
        {
            return;
        }

        execution.Judge(outcome, now);
        var word = EnumsAsText.ToText(outcome);
        await NoteAsync(execution, IncidentEventKind.ActionVerified, [("outcome", word), ("reason", reason)], now, cancellationToken);
        audit.Add(context, Actor.System, new AuditRecord("execution.judged", "execution", execution.Reference)
        {
            Details = new Dictionary<string, string> { ["title"] = execution.Title, ["outcome"] = word, ["reason"] = reason },
        });
        await learn.RunAsync(execution, outcome, now, cancellationToken);
        if (outcome == ExecutionOutcome.Worse)
        {
            context.Add(new OutboxMessage(now, ProposeRevert.MessageKind, execution.Id.ToString(), JsonSerializer.Serialize(new ExecutionJudged(execution.Id, execution.IncidentId, word, reason), ApiJson.Options)));
        }

        context.Add(new OutboxMessage(now, ExecutionJudged.Kind, execution.Id.ToString(), JsonSerializer.Serialize(new ExecutionJudged(execution.Id, execution.IncidentId, word, reason), ApiJson.Options)));
    }

    /// <summary>How the version that ran is verified, whatever the runbook says now.</summary>
    private async Task<RunbookVerification> VerificationAsync(Plan plan, CancellationToken cancellationToken)
    {
        var content = await (from runbook in context.Set<Runbook>().AsNoTracking()
                             join version in context.Set<RunbookVersion>().AsNoTracking() on runbook.Id equals version.RunbookId
                             where runbook.Name == plan.Runbook && version.Number == plan.RunbookVersion
                             select version.Content).SingleOrDefaultAsync(cancellationToken);
        return (content is null ? null : RunbookReader.Read(content).Value?.Verify) ?? new RunbookVerification();
    }

    private Task NoteAsync(
        Execution execution, IncidentEventKind kind, IEnumerable<(string Name, string Value)> more, DateTimeOffset at, CancellationToken cancellationToken, string? text = null)
    {
        var details = new Dictionary<string, string> { ["title"] = execution.Title, ["execution_id"] = execution.Id.ToString() };
        foreach (var (name, value) in more)
        {
            details[name] = value;
        }

        return NoteRepair.AddAsync(context, execution.IncidentId, kind, details, "executor", at, cancellationToken, text);
    }
}
