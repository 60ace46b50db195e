using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Makes a new incident of some of an incident's alerts.</summary>
internal sealed class SplitIncident(SreDbContext context, AuditLog audit, IncidentMetrics metrics, TimeProvider time)
{
    private const int MostAlerts = 5_000;

    public async Task<Outcome<Incident>> RunAsync(IncidentTarget target, IReadOnlyCollection<Guid> alertIds, string? title, string? reason, CancellationToken cancellationToken)
    {
        var name = IncidentText.Clean(title);
        if (name is not null && IncidentText.CheckTitle(name) is { } wrong)
        {
            return new ValidationFailure("title", wrong);
        }

        if (IncidentText.Check(reason, field: "reason") is { } failure)
        {
            return failure;
        }

        return await context.Database.CreateExecutionStrategy().ExecuteAsync(
            token => SplitAsync(target, [.. alertIds], name, IncidentText.Clean(reason), token), cancellationToken);
    }

    private async Task<Outcome<Incident>> SplitAsync(IncidentTarget target, HashSet<Guid> chosen, string? title, string? reason, CancellationToken cancellationToken)
    {
        context.ChangeTracker.Clear();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AdvisoryLock.Grouping})", cancellationToken);
        var incident = await context.Set<Incident>().FromSql($"SELECT i.*, i.xmin FROM control.incident i WHERE id = {target.Id} FOR UPDATE").SingleOrDefaultAsync(cancellationToken);
        if (incident is null || !await context.Set<Incident>().In(target.Scope, context).AnyAsync(seen => seen.Id == target.Id, cancellationToken))
        {
            return new IncidentNotFound();
        }

        if (target.Version is { } seen && seen != incident.Version)
        {
            return new IncidentChanged();
        }

        var alerts = await AlertsAsync(incident.Id, cancellationToken);
        if (alerts.Count > MostAlerts)
        {
            return new CannotSplit($"The incident has more than {MostAlerts} alerts; it is too large to split.");
        }

        var now = time.GetUtcNow();
        if (!incident.Split([.. alerts.Where(alert => chosen.Contains(alert.Id))], [.. alerts.Where(alert => !chosen.Contains(alert.Id))], title, reason, target.Actor.Name, now)
            .TryGet(out var made, out var failure))
        {
            return failure;
        }

        context.Add(made);
        context.AddHappened(made);
        await context.SaveChangesAsync(cancellationToken);
        incident.NoteSplit(made, alerts.Count(alert => chosen.Contains(alert.Id)), reason, target.Actor.Name, now);
        context.AddHappened(incident);
        await context.Set<Alert>().Where(alert => alert.IncidentId == incident.Id && chosen.Contains(alert.Id)).ExecuteUpdateAsync(
            alert => alert.SetProperty(row => row.IncidentId, made.Id).SetProperty(row => row.GroupingReason, EnumsAsText.ToText(GroupingReason.SplitByHand)), cancellationToken);
        audit.Add(context, target.Actor, new AuditRecord("incident.split", "incident", incident.Reference)
        {
            Details = new Dictionary<string, string> { ["other"] = made.Reference, ["alerts"] = string.Join(", ", chosen.Take(20)) },
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics.Changed("split");
        return made;
    }

    private async Task<List<MovedAlert>> AlertsAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        var rows = await context.Set<Alert>().AsNoTracking().Where(alert => alert.IncidentId == incidentId).OrderBy(alert => alert.StartsAt).Take(MostAlerts + 1)
            .Select(alert => new { alert.Id, alert.Rule, alert.Annotations, alert.Severity, alert.Service, alert.ResourceId, alert.StartsAt, alert.Status })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new MovedAlert(
            row.Id, row.Rule, row.Annotations.GetValueOrDefault("summary"), (IncidentSeverity)row.Severity, row.Service, row.ResourceId, row.StartsAt, row.Status is AlertStatus.Firing));
    }
}
