using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.OnCall;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>
/// Hears what happens to incidents and writes down who is to be told, and when: one row for each message and recipient, in one
/// transaction, and each event once for each recipient however often it is heard.
/// </summary>
internal sealed class PlanDeliveries(SreDbContext context, ReadOnCall onCall, NotificationMetrics metrics, TimeProvider time) : IIncidentListener
{
    private const int MostEventsInOne = 50;

    public async Task HearAsync(IncidentHappened happened, CancellationToken cancellationToken)
    {
        if (EventOf(happened.EventKind) is not { } on)
        {
            return;
        }

        await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AdvisoryLock.Notifications})", token);
            if (await context.Set<Incident>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == happened.IncidentId, token) is not { } incident)
            {
                return;
            }

            var facts = new NotifyFacts(on, incident.Severity, incident.Priority, incident.Services.ToHashSet(), incident.ResourceIds.ToHashSet(), incident.Tags.ToHashSet());
            foreach (var strategy in await context.Set<NotificationStrategy>().AsNoTracking().Where(strategy => strategy.Enabled).OrderBy(strategy => strategy.Id).ToListAsync(token))
            {
                var reason = NotifyDecision.Decide(strategy.Is, facts);
                metrics.Decided(reason);
                if (reason is NotifyReason.Matches)
                {
                    await PlanAsync(strategy, incident, on, happened, token);
                }
            }

            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
        }, cancellationToken);
    }

    internal static NotifyOn? EventOf(IncidentEventKind kind) => kind switch
    {
        IncidentEventKind.Opened or IncidentEventKind.Declared or IncidentEventKind.SplitFrom => NotifyOn.Opened,
        IncidentEventKind.SeverityRaised or IncidentEventKind.SeverityChanged or IncidentEventKind.PriorityChanged => NotifyOn.Severity,
        IncidentEventKind.Acknowledged => NotifyOn.Acknowledged,
        IncidentEventKind.DiagnosisCompleted => NotifyOn.Diagnosed,
        IncidentEventKind.Assigned => NotifyOn.Assigned,
        IncidentEventKind.Note => NotifyOn.Note,
        IncidentEventKind.Resolved or IncidentEventKind.MergedInto => NotifyOn.Resolved,
        IncidentEventKind.Reopened => NotifyOn.Reopened,
        IncidentEventKind.Escalated => NotifyOn.Escalated,
        _ => null,
    };

    /// <summary>The same number for the same reminder or escalation, however often it is planned.</summary>
    internal static Guid Derive(Guid from, string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{from}:{what}")).AsSpan(0, 16));

    private async Task PlanAsync(NotificationStrategy strategy, Incident incident, NotifyOn on, IncidentHappened happened, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var people = await PeopleAsync(strategy, on, happened, now, cancellationToken);
        var recipients = await RecipientsAsync(strategy, people, cancellationToken);
        var names = people.Count == 0 ? null : string.Join(", ", people.Select(person => person.Name).Distinct());
        // Whoever is next on call must not be kept waiting.
        var (at, reason) = on is NotifyOn.Escalated ? (now, WhenReason.AtOnce) : NotifyDecision.When(strategy.Is, incident.Severity, now);
        foreach (var (channel, recipient) in recipients)
        {
            await AddAsync(strategy, channel, recipient, names, incident.Id, happened.EventId, DeliveryKind.Event, at, reason, now, cancellationToken);
        }

        if (on is not (NotifyOn.Opened or NotifyOn.Reopened))
        {
            return;
        }

        if (strategy.Is.RepeatMinutes is { } minutes)
        {
            var (again, why) = NotifyDecision.When(strategy.Is, incident.Severity, now, TimeSpan.FromMinutes(minutes));
            foreach (var (channel, recipient) in recipients)
            {
                await AddAsync(strategy, channel, recipient, names, incident.Id, Derive(happened.EventId, $"reminder:{strategy.Id}"), DeliveryKind.Reminder, again, why, now, cancellationToken);
            }
        }

        if (strategy.Is is { EscalateAfterMinutes: { } after, EscalateTo: { } further })
        {
            // Escalating is what quiet hours must not delay.
            await AddAsync(
                strategy, further, "", names, incident.Id, Derive(happened.EventId, $"escalation:{strategy.Id}"), DeliveryKind.Escalation, now.AddMinutes(after), WhenReason.Delayed, now, cancellationToken);
        }
    }

    /// <summary>Whoever is on call in the strategy's rotations, and whom an escalation names.</summary>
    private async Task<List<RotationMember>> PeopleAsync(NotificationStrategy strategy, NotifyOn on, IncidentHappened happened, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var people = (await onCall.AtAsync([.. strategy.Is.Rotations], now, cancellationToken)).Select(rotation => rotation.Person).OfType<RotationMember>().ToList();
        if (on is NotifyOn.Escalated
            && await context.Set<IncidentEvent>().AsNoTracking().Where(entry => entry.Id == happened.EventId).Select(entry => entry.Details).SingleOrDefaultAsync(cancellationToken) is { } details)
        {
            people.Add(new RotationMember(details.GetValueOrDefault("person") ?? "–", details.GetValueOrDefault("email") is { Length: > 0 } email ? email : null));
        }

        return people;
    }

    /// <summary>Mail goes to the people on call where they have addresses; everything else to those that the channel names.</summary>
    private async Task<List<(Guid Channel, string Recipient)>> RecipientsAsync(NotificationStrategy strategy, List<RotationMember> people, CancellationToken cancellationToken)
    {
        var ids = strategy.Is.Channels;
        var mail = await context.Set<NotificationChannel>().AsNoTracking().Where(channel => ids.Contains(channel.Id) && channel.Kind == ChannelKind.Email).Select(channel => channel.Id)
            .ToListAsync(cancellationToken);
        var addresses = people.Select(person => person.Email).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return [.. ids.SelectMany(channel => mail.Contains(channel) && addresses.Count > 0 ? addresses.Select(address => (channel, address)) : [(channel, "")])];
    }

    private async Task AddAsync(
        NotificationStrategy strategy, Guid channel, string recipient, string? names, Guid incident, Guid eventId, DeliveryKind kind, DateTimeOffset at, WhenReason reason, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (await context.Set<NotificationEvent>().AnyAsync(told => told.EventId == eventId && told.ChannelId == channel && told.Recipient == recipient, cancellationToken)
            || context.Set<NotificationEvent>().Local.Any(told => told.EventId == eventId && told.ChannelId == channel && told.Recipient == recipient))
        {
            return;
        }

        var delivery = kind is DeliveryKind.Event ? await WaitingAsync(strategy, channel, recipient, incident, now, cancellationToken) : null;
        if (delivery is null)
        {
            delivery = new NotificationDelivery(strategy.Id, channel, recipient, incident, kind, at, EnumsAsText.ToText(reason), now) { OnCall = names };
            context.Add(delivery);
        }

        delivery.EventIds.Add(eventId);
        context.Add(new NotificationEvent { EventId = eventId, ChannelId = channel, Recipient = recipient, DeliveryId = delivery.Id });
    }

    /// <summary>A message that has not gone out yet and takes more; its row is locked, so that nobody sends it meanwhile.</summary>
    private async Task<NotificationDelivery?> WaitingAsync(
        NotificationStrategy strategy, Guid channel, string recipient, Guid incident, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (strategy.Is.Grouping is NotificationGrouping.None)
        {
            return null;
        }

        var any = strategy.Is.Grouping is NotificationGrouping.All;
        return await context.Set<NotificationDelivery>()
            .FromSql($"""
                SELECT * FROM control.notification_delivery
                WHERE status = 'waiting' AND kind = 'event' AND attempts = 0 AND lease_id IS NULL AND due_at > {now} AND strategy_id = {strategy.Id} AND channel_id = {channel}
                  AND recipient = {recipient} AND ({any} OR incident_id = {incident}) AND cardinality(event_ids) < {MostEventsInOne}
                ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
            .SingleOrDefaultAsync(cancellationToken);
    }
}
