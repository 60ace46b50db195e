using System.Text.Json;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>The outbox work of letting other features know of something on an incident's timeline that people may want to be told.</summary>
internal sealed record IncidentHappened(Guid EventId, Guid IncidentId, IncidentEventKind EventKind, DateTimeOffset At)
{
    public const string Kind = "incident.happened";

    /// <summary>What is worth telling; alerts that come and go within an incident are not.</summary>
    public static bool IsNotable(IncidentEventKind kind) => kind is IncidentEventKind.Opened or IncidentEventKind.Declared or IncidentEventKind.SplitFrom
        or IncidentEventKind.SeverityRaised or IncidentEventKind.SeverityChanged or IncidentEventKind.PriorityChanged
        or IncidentEventKind.Acknowledged or IncidentEventKind.Assigned or IncidentEventKind.Note or IncidentEventKind.DiagnosisCompleted
        or IncidentEventKind.Resolved or IncidentEventKind.Reopened or IncidentEventKind.MergedInto or IncidentEventKind.Escalated;
}

/// <summary>A feature that reacts to incidents. It may hear of the same event again, so it must be repeatable.</summary>
internal interface IIncidentListener
{
    Task HearAsync(IncidentHappened happened, CancellationToken cancellationToken);
}

/// <summary>Saves what happened to an incident together with it.</summary>
internal static class IncidentRecords
{
    /// <summary>Adds the incident's new timeline entries, and outbox work for those that others react to.</summary>
    public static void AddHappened(this SreDbContext context, Incident incident)
    {
        var events = incident.TakeEvents();
        context.AddRange(events);
        foreach (var entry in events.Where(entry => IncidentHappened.IsNotable(entry.Kind)))
        {
            var happened = new IncidentHappened(entry.Id, incident.Id, entry.Kind, entry.At);
            context.Add(new OutboxMessage(entry.At, IncidentHappened.Kind, entry.Id.ToString(), JsonSerializer.Serialize(happened, ApiJson.Options)));
        }
    }
}

/// <summary>Hands what happened to every feature that listens; one that fails makes all hear again.</summary>
internal sealed class TellListeners(IServiceScopeFactory scopes) : IOutboxHandler
{
    public string Kind => IncidentHappened.Kind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var happened = JsonSerializer.Deserialize<IncidentHappened>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        foreach (var listener in scope.ServiceProvider.GetServices<IIncidentListener>())
        {
            await listener.HearAsync(happened, cancellationToken);
        }

        return OutboxResult.Done;
    }
}
