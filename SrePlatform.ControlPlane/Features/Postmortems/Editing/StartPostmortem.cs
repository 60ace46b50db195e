using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Postmortems.Drafting;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Postmortems.Editing;

/// <summary>Starts the postmortem of an incident that is over; its draft is outbox work. An incident that has one gets no second.</summary>
internal sealed class StartPostmortem(SreDbContext context, ReadIncidents incidents, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Postmortem>> RunAsync(string incidentReference, Actor author, Scope scope, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(scope, incidentReference, cancellationToken) is not { } incident)
        {
            return new IncidentNotFound();
        }

        if (await FindAsync(incident.Id, cancellationToken) is { } before)
        {
            return before;
        }

        if (incident.IsOpen)
        {
            return new IncidentNotOver();
        }

        try
        {
            return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
            {
                context.ChangeTracker.Clear();
                await using var transaction = await context.Database.BeginTransactionAsync(token);
                var now = time.GetUtcNow();
                var postmortem = new Postmortem(incident.Id, $"{incident.Reference}: {incident.Title}", incident.Services, Languages.Current, author, now);
                context.Add(postmortem);
                await context.SaveChangesAsync(token);
                context.Add(new OutboxMessage(now, DraftWork.Kind, postmortem.Id.ToString(), JsonSerializer.Serialize(new DraftWork(postmortem.Id), ApiJson.Options)));
                audit.Add(context, author, new AuditRecord("postmortem.started", "postmortem", postmortem.Reference)
                {
                    Service = incident.Services.Count > 0 ? incident.Services[0] : null,
                    Details = new Dictionary<string, string> { ["incident"] = incident.Reference },
                });
                await context.SaveChangesAsync(token);
                await transaction.CommitAsync(token);
                return (Outcome<Postmortem>)postmortem;
            }, cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            // Somebody else started it at the same moment.
            context.ChangeTracker.Clear();
            return await FindAsync(incident.Id, cancellationToken) is { } theirs ? theirs : new PostmortemChanged();
        }
    }

    private Task<Postmortem?> FindAsync(Guid incidentId, CancellationToken cancellationToken) =>
        context.Set<Postmortem>().AsNoTracking().SingleOrDefaultAsync(postmortem => postmortem.IncidentId == incidentId, cancellationToken);
}
