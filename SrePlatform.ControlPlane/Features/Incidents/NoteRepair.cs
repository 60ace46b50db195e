using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Writes on an incident's timeline within the caller's transaction, so that a step of its repair and its line there are saved together.</summary>
internal static class NoteRepair
{
    /// <summary>Adds the line; the caller saves. Nothing happens without an incident.</summary>
    public static async Task AddAsync(
        SreDbContext context, Guid? incidentId, IncidentEventKind kind, IReadOnlyDictionary<string, string> details, string by, DateTimeOffset now,
        CancellationToken cancellationToken, string? text = null)
    {
        if (incidentId is { } id
            && await context.Set<Incident>().FromSql($"SELECT i.*, i.xmin FROM control.incident i WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(cancellationToken) is { } incident)
        {
            incident.Acted(kind, details, by, now, text);
            context.AddRange(incident.TakeEvents());
        }
    }
}
