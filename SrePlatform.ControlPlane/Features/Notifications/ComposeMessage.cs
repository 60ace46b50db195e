using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Clock;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Writes what a delivery says, in the language and the time zone of its strategy, as things are when it is sent.</summary>
internal sealed class ComposeMessage(SreDbContext context, TextCatalog catalog, IConfiguration configuration)
{
    public async Task<NotificationMessage> RunAsync(NotificationDelivery delivery, StrategyDraft strategy, Incident incident, CancellationToken cancellationToken)
    {
        var ids = delivery.EventIds;
        var events = await context.Set<IncidentEvent>().AsNoTracking().Where(entry => ids.Contains(entry.Id)).OrderBy(entry => entry.At).ThenBy(entry => entry.Revision)
            .Select(entry => new { entry.IncidentId, Entry = new TimelineEntry(entry.Id, entry.At, entry.Revision, entry.Kind, entry.Actor, entry.Reason, entry.Text, entry.Details) })
            .ToListAsync(cancellationToken);
        var others = events.Select(entry => entry.IncidentId).Where(id => id != incident.Id).Distinct().ToList();
        var names = await context.Set<Incident>().AsNoTracking().Where(other => others.Contains(other.Id)).ToDictionaryAsync(other => other.Id, other => $"{other.Reference} {other.Title}", cancellationToken);
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(strategy.Language);
        try
        {
            return Write(delivery, strategy, incident, [.. events.Select(entry => (names.GetValueOrDefault(entry.IncidentId), entry.Entry))]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private NotificationMessage Write(NotificationDelivery delivery, StrategyDraft strategy, Incident incident, List<(string? Other, TimelineEntry Entry)> events)
    {
        var texts = new Texts(catalog);
        var zone = LocalTime.Find(strategy.TimeZone) ?? TimeZoneInfo.Utc;
        string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);
        var severity = texts[$"badge.severity.{EnumsAsText.ToText(incident.Severity)}"];
        var lines = events.ConvertAll(line =>
            $"{Clock(line.Entry.At)} {(line.Other is null ? "" : $"{line.Other}: ")}{TimelineText.Of(line.Entry, texts)}{(line.Entry.Text is { } said ? $": {said}" : "")}");
        if (delivery.Kind is not DeliveryKind.Event)
        {
            lines.Insert(0, texts[$"notifications.message.{EnumsAsText.ToText(delivery.Kind)}", ("since", Clock(incident.OpenedAt))]);
        }

        var facts = new List<(string, string)>
        {
            (texts["incidents.column.state"], texts[$"badge.state.{EnumsAsText.ToText(incident.State)}"]),
            (texts["incidents.column.severity"], severity),
            (texts["incidents.column.priority"], incident.Priority.ToString()),
        };
        if (incident.Services.Count > 0)
        {
            facts.Add((texts["incidents.column.services"], string.Join(", ", incident.Services.Take(10))));
        }

        facts.Add((texts["incidents.column.assignee"], incident.Assignee ?? texts["incidents.people.nobody"]));
        if (delivery.OnCall is { } onCall)
        {
            facts.Add((texts["notifications.message.on_call"], onCall));
        }

        var url = configuration["PublicUrl"] is { Length: > 0 } address ? $"{address.TrimEnd('/')}/incidents/{incident.Reference}" : null;
        return new NotificationMessage(
            delivery.Id, $"[{incident.Priority} {severity}] {incident.Reference}: {incident.Title}", lines, facts, url, $"sre-platform-{incident.Id}", incident.Reference,
            incident.Severity, incident.State, incident.Services);
    }
}
