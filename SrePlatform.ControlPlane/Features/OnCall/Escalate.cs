using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>Starts the clock of an incident's escalation when it opens, and stops it when somebody has it.</summary>
internal sealed class StartEscalation(SreDbContext context, TimeProvider time) : IIncidentListener
{
    public async Task HearAsync(IncidentHappened happened, CancellationToken cancellationToken)
    {
        var starts = happened.EventKind is IncidentEventKind.Opened or IncidentEventKind.Declared or IncidentEventKind.SplitFrom or IncidentEventKind.Reopened;
        if (!starts && happened.EventKind is not (IncidentEventKind.Acknowledged or IncidentEventKind.Resolved or IncidentEventKind.MergedInto))
        {
            return;
        }

        context.ChangeTracker.Clear();
        var incident = await context.Set<Incident>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == happened.IncidentId, cancellationToken);
        var escalation = await context.Set<Escalation>().SingleOrDefaultAsync(known => known.IncidentId == happened.IncidentId, cancellationToken);
        if (incident is null)
        {
            return;
        }

        if (!starts)
        {
            if (escalation is { StoppedAt: null } && incident.State is not IncidentState.New)
            {
                escalation.Stop(incident.IsOpen ? "acknowledged" : "resolved", time.GetUtcNow());
            }
        }
        else if (incident.State is IncidentState.New && (escalation is null || escalation.StartedAt < happened.At))
        {
            var policies = await context.Set<EscalationPolicy>().AsNoTracking().Where(policy => policy.Enabled).OrderBy(policy => policy.Name).ToListAsync(cancellationToken);
            // One that names the service comes before one for everything.
            if (policies.Where(policy => policy.Covers(incident)).OrderBy(policy => policy.Is.Services.Count == 0).FirstOrDefault() is not { } policy)
            {
                return;
            }

            var due = happened.At.AddMinutes(policy.Is.Levels[0].AfterMinutes);
            if (escalation is null)
            {
                context.Add(new Escalation(incident.Id, policy.Id, happened.At, due));
            }
            else
            {
                escalation.Restart(policy.Id, happened.At, due);
            }
        }

        await context.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>Takes incidents that nobody acknowledges to the next level when its time has come: an entry on the timeline, which others tell people of.</summary>
internal sealed class EscalationWorker(IServiceScopeFactory scopes, DatabaseSignals signals, TimeProvider time, ILogger<EscalationWorker> logger)
    : Worker(signals, time, logger, Channels.Incident)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(5);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            // Nobody else holds both rows at once, so the order cannot end in a deadlock.
            var due = await context.Set<Escalation>()
                .FromSql($"SELECT * FROM control.escalation WHERE stopped_at IS NULL AND due_at <= {Time.GetUtcNow()} ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED").SingleOrDefaultAsync(token);
            if (due is null)
            {
                return false;
            }

            var incident = await context.Set<Incident>().FromSql($"SELECT i.*, i.xmin FROM control.incident i WHERE id = {due.IncidentId} FOR UPDATE").SingleAsync(token);
            await StepAsync(scope.ServiceProvider.GetRequiredService<ReadOnCall>(), context, due, incident, token);
            context.AddHappened(incident);
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return true;
        }, cancellationToken);
    }

    private async Task StepAsync(ReadOnCall onCall, SreDbContext context, Escalation due, Incident incident, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var policy = await context.Set<EscalationPolicy>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == due.PolicyId, cancellationToken);
        if (incident.State is not IncidentState.New)
        {
            due.Stop(incident.IsOpen ? "acknowledged" : "resolved", now);
        }
        else if (policy is not { Enabled: true } || due.Level >= policy.Is.Levels.Count)
        {
            due.Stop("policy_is_off", now);
        }
        else
        {
            var level = policy.Is.Levels[due.Level];
            var person = (await onCall.AtAsync([level.RotationId], now, cancellationToken)).SingleOrDefault();
            incident.Escalate(new Dictionary<string, string>
            {
                ["level"] = (due.Level + 1).ToString(CultureInfo.InvariantCulture), ["policy"] = policy.Name, ["rotation"] = person?.Rotation ?? "–",
                ["person"] = person?.Person?.Name ?? "–", ["email"] = person?.Person?.Email ?? "",
            }, now);
            due.Advance(due.Level + 1 < policy.Is.Levels.Count ? TimeSpan.FromMinutes(policy.Is.Levels[due.Level + 1].AfterMinutes) : null, now);
        }
    }
}
