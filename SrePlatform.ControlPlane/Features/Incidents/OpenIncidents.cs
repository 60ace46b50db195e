using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>The incidents that a new alert may belong to, locked against changes by people while grouping runs.</summary>
internal sealed class OpenIncidents
{
    private readonly Dictionary<Guid, Entry> _entries;

    private OpenIncidents(Dictionary<Guid, Entry> entries) => _entries = entries;

    public IReadOnlyCollection<GroupingIncident> Candidates => [.. _entries.Values.Select(entry => entry.Facts())];

    public Incident this[Guid id] => _entries[id].Incident;

    public static async Task<OpenIncidents> LoadAsync(SreDbContext context, DateTimeOffset resolvedSince, CancellationToken cancellationToken)
    {
        var incidents = await context.Set<Incident>()
            .FromSql($"SELECT i.*, i.xmin FROM control.incident i WHERE state IN ('new', 'acknowledged', 'in_progress') OR state = 'resolved' AND resolved_at >= {resolvedSince} ORDER BY id FOR UPDATE")
            .ToListAsync(cancellationToken);
        var ids = incidents.ConvertAll(incident => incident.Id);
        var alerts = await context.Set<Alert>().AsNoTracking()
            .Where(alert => alert.IncidentId != null && ids.Contains(alert.IncidentId.Value))
            .Select(alert => new { IncidentId = alert.IncidentId!.Value, alert.Fingerprint, alert.Rule })
            .Distinct()
            .ToListAsync(cancellationToken);
        var byIncident = alerts.ToLookup(alert => alert.IncidentId);
        return new OpenIncidents(incidents.ToDictionary(
            incident => incident.Id,
            incident => new Entry(
                incident,
                byIncident[incident.Id].Select(alert => alert.Fingerprint).ToHashSet(StringComparer.Ordinal),
                byIncident[incident.Id].Select(alert => alert.Rule).ToHashSet(StringComparer.Ordinal))));
    }

    /// <summary>Makes a new incident, or the alert that joined one, known to the decisions that follow.</summary>
    public void Note(Incident incident, Alert alert)
    {
        if (!_entries.TryGetValue(incident.Id, out var entry))
        {
            _entries[incident.Id] = entry = new Entry(incident, new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        }

        entry.Fingerprints.Add(alert.Fingerprint);
        entry.Rules.Add(alert.Rule);
    }

    private sealed record Entry(Incident Incident, HashSet<string> Fingerprints, HashSet<string> Rules)
    {
        public GroupingIncident Facts() => new(
            Incident.Id, Incident.Services, Incident.ResourceIds, Fingerprints, Rules, Incident.LastAlertAt, Incident.IsOpen ? null : Incident.ResolvedAt);
    }
}
