using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>
/// What every change of two incidents has alike: no alert is grouped meanwhile, both rows are locked in one order, the version seen of
/// the first is compared, and everything is saved together.
/// </summary>
internal sealed class LinkedPair(SreDbContext context, AuditLog audit, IncidentMetrics metrics, TimeProvider time)
{
    public Task<Outcome<Incident>> RunAsync(
        IncidentTarget target, Guid otherId, string action, Func<Incident, Incident, DateTimeOffset, Task<Failure?>> change, CancellationToken cancellationToken) =>
        context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AdvisoryLock.Grouping})", token);
            var pair = await context.Set<Incident>()
                .FromSql($"SELECT i.*, i.xmin FROM control.incident i WHERE id IN ({target.Id}, {otherId}) ORDER BY id FOR UPDATE").ToListAsync(token);
            if (pair.Find(incident => incident.Id == target.Id) is not { } first || pair.Find(incident => incident.Id == otherId) is not { } second)
            {
                return (Outcome<Incident>)new IncidentNotFound();
            }

            if (await context.Set<Incident>().In(target.Scope, context).CountAsync(incident => incident.Id == first.Id || incident.Id == second.Id, token) < 2)
            {
                return new IncidentNotFound();
            }

            if (target.Version is { } seen && seen != first.Version)
            {
                return new IncidentChanged();
            }

            if (await change(first, second, time.GetUtcNow()) is { } failure)
            {
                return failure;
            }

            context.AddHappened(first);
            context.AddHappened(second);
            audit.Add(context, target.Actor, new AuditRecord("incident." + action, "incident", first.Reference)
            {
                Service = first.Services.Count > 0 ? first.Services[0] : null, Details = new Dictionary<string, string> { ["other"] = second.Reference },
            });
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            metrics.Changed(action);
            return first;
        }, cancellationToken);
}
