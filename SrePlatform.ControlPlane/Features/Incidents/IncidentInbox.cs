using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Inbox;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Tells people of incidents that others gave them, and of diagnoses of incidents that they have.</summary>
internal sealed class IncidentInbox(SreDbContext context, Texts texts) : IInboxSource
{
    private static readonly IncidentEventKind[] Told = [IncidentEventKind.Assigned, IncidentEventKind.DiagnosisCompleted, IncidentEventKind.DiagnosisFailed];

    public async Task<IReadOnlyList<InboxItem>> ReadAsync(Scope scope, DateTimeOffset after, int most, CancellationToken cancellationToken)
    {
        var rows = await (
            from entry in context.Set<IncidentEvent>().AsNoTracking()
            join incident in context.Set<Incident>().AsNoTracking().In(scope, context) on entry.IncidentId equals incident.Id
            where Told.Contains(entry.Kind) && entry.At > after && incident.Assignee == scope.Person && entry.Actor != scope.Person
            orderby entry.At descending
            select new { entry.At, entry.Kind, entry.Actor, incident.Number, incident.Title }).Take(most).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new InboxItem(
            row.At,
            row.Kind is IncidentEventKind.Assigned ? "person" : "diagnose",
            texts[$"incidents.inbox.{EnumsAsText.ToText(row.Kind)}", ("reference", $"INC-{row.Number}"), ("title", row.Title), ("actor", row.Actor)],
            $"/incidents/INC-{row.Number}"));
    }
}
