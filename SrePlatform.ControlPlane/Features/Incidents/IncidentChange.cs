using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Which incident somebody wants to change, and which version of it they saw.</summary>
/// <param name="Version">The token that the form or reader was given; null accepts any version.</param>
/// <param name="Scope">What they see; an incident outside it is not found.</param>
internal sealed record IncidentTarget(Guid Id, uint? Version, Actor Actor, Scope Scope);

/// <summary>
/// What every change of an incident by a person has alike: the row is locked, the version seen is compared, and the change, its
/// timeline entries and its audit entry are saved together.
/// </summary>
internal sealed class IncidentChange(SreDbContext context, AuditLog audit, IncidentMetrics metrics, TimeProvider time)
{
    public Task<Outcome<Incident>> RunAsync(
        IncidentTarget target, string action, Func<Incident, DateTimeOffset, Failure?> change, CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? details = null) =>
        RunAsync(target, action, (incident, now, _) => Task.FromResult(change(incident, now)), cancellationToken, details);

    /// <summary>For a change that has to read more while the incident is locked.</summary>
    public Task<Outcome<Incident>> RunAsync(
        IncidentTarget target, string action, Func<Incident, DateTimeOffset, CancellationToken, Task<Failure?>> change, CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? details = null) =>
        context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var incident = await context.Set<Incident>().FromSql($"SELECT i.*, i.xmin FROM control.incident i WHERE id = {target.Id} FOR UPDATE")
                .SingleOrDefaultAsync(token);
            if (incident is null || !await context.Set<Incident>().In(target.Scope, context).AnyAsync(seen => seen.Id == target.Id, token))
            {
                return (Outcome<Incident>)new IncidentNotFound();
            }

            if (target.Version is { } seen && seen != incident.Version)
            {
                return new IncidentChanged();
            }

            var from = incident.State;
            if (await change(incident, time.GetUtcNow(), token) is { } failure)
            {
                return failure;
            }

            context.AddHappened(incident);
            audit.Add(context, target.Actor, Record(incident, action, from, details));
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            metrics.Changed(action);
            return incident;
        }, cancellationToken);

    private static AuditRecord Record(Incident incident, string action, IncidentState from, IReadOnlyDictionary<string, string>? details)
    {
        var all = new Dictionary<string, string>(details ?? new Dictionary<string, string>());
        if (from != incident.State)
        {
            all["from"] = EnumsAsText.ToText(from);
            all["to"] = EnumsAsText.ToText(incident.State);
        }

        return new AuditRecord("incident." + action, "incident", incident.Reference)
        {
            Service = incident.Services.Count > 0 ? incident.Services[0] : null,
            ResourceId = incident.ResourceIds.Count > 0 ? incident.ResourceIds[0] : null,
            Details = all,
        };
    }
}
