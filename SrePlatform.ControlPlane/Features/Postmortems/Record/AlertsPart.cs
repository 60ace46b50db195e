using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>The incident's alerts: when each began and ended, what was held back, what came again.</summary>
internal sealed class AlertsPart(SreDbContext context) : IRecordPart
{
    private const int MostAlerts = 100;
    private const int MostEarlier = 5;
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    public int Order => 20;

    public async Task AddAsync(RecordBuilder record, CancellationToken cancellationToken)
    {
        var incident = record.Incident;
        var alerts = await context.Set<Alert>().AsNoTracking().Where(alert => alert.IncidentId == incident.Id).OrderBy(alert => alert.StartsAt).Take(MostAlerts).ToListAsync(cancellationToken);
        foreach (var alert in alerts)
        {
            var on = alert.Resource ?? alert.Service ?? "–";
            var text = alert.EndsAt is { } ended
                ? record.Texts["postmortems.record.alert", ("rule", alert.Rule), ("service", on), ("from", record.Clock(alert.StartsAt)), ("to", record.Clock(ended))]
                : record.Texts["postmortems.record.alert_open", ("rule", alert.Rule), ("service", on), ("from", record.Clock(alert.StartsAt))];
            var code = record.Add(RecordKind.Alert, alert.Id.ToString(), alert.StartsAt, text, $"/alerts?incident={incident.Id}");
            record.Response.Alerts.Add(code);
            (alert.Suppression switch
            {
                SuppressionReason.Inhibited => record.Response.Inhibited,
                null => null,
                _ => record.Response.Silenced,
            })?.Add(code);
            if (alert != alerts[0])
            {
                // The timeline of the incident says when the others joined.
                continue;
            }

            record.Say(PostmortemSection.Timeline, record.Texts["postmortems.timeline.alert", ("rule", alert.Rule), ("service", on), ("severity", record.Texts[$"badge.severity.{EnumsAsText.ToText(alert.Severity)}"])], [code], alert.StartsAt);
        }

        foreach (var again in alerts.GroupBy(alert => alert.Fingerprint).Where(episodes => episodes.Count() > 1))
        {
            record.Response.Repeated.AddRange(again.Skip(1).Select(alert => record.CodeOf(RecordKind.Alert, alert.Id.ToString())).OfType<string>());
        }

        record.Rules = [.. alerts.Select(alert => alert.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(50)];
        await EarlierAsync(record, cancellationToken);
    }

    private async Task EarlierAsync(RecordBuilder record, CancellationToken cancellationToken)
    {
        var incident = record.Incident;
        var since = incident.OpenedAt - LookBack;
        var services = incident.Services;
        var earlier = await context.Set<Incident>().AsNoTracking()
            .Where(other => other.Id != incident.Id && other.OpenedAt < incident.OpenedAt && other.OpenedAt >= since && other.MergedInto == null && other.Services.Any(service => services.Contains(service)))
            .OrderByDescending(other => other.OpenedAt).Take(MostEarlier).ToListAsync(cancellationToken);
        foreach (var other in earlier)
        {
            record.Response.Earlier.Add(record.Add(RecordKind.Incident, other.Id.ToString(), other.OpenedAt, $"{other.Reference} {other.Title}", $"/incidents/{other.Reference}"));
        }
    }
}
