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

    /// <param name="context">The unit of work.</param>
    /// <param name="resolvedSince">Incidents resolved since then may be opened again.</param>
    /// <param name="fingerprints">Of the alerts to group: only these are asked for, so that a storm's own alerts are not read again and again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<OpenIncidents> LoadAsync(SreDbContext context, DateTimeOffset resolvedSince, IReadOnlyList<string> fingerprints, CancellationToken cancellationToken)
    {
        var incidents = await context.Set<Incident>()
            .FromSql($"SELECT i.*, i.xmin FROM control.incident i WHERE state IN ('new', 'acknowledged', 'in_progress') OR state = 'resolved' AND resolved_at >= {resolvedSince} ORDER BY id FOR UPDATE")
            .ToListAsync(cancellationToken);
        var ids = incidents.ConvertAll(incident => incident.Id);
        var known = await context.Set<Alert>().AsNoTracking()
            .Where(alert => fingerprints.Contains(alert.Fingerprint) && alert.IncidentId != null && ids.Contains(alert.IncidentId.Value))
            .Select(alert => new { IncidentId = alert.IncidentId!.Value, alert.Fingerprint })
            .Distinct()
            .ToListAsync(cancellationToken);
        // Rules matter only where there is no target to go by.
        var bare = incidents.Where(incident => incident.Services.Count == 0 && incident.ResourceIds.Count == 0).Select(incident => incident.Id).ToList();
        var rules = bare.Count == 0
            ? []
            : await context.Set<Alert>().AsNoTracking()
                .Where(alert => alert.IncidentId != null && bare.Contains(alert.IncidentId.Value))
                .Select(alert => new { IncidentId = alert.IncidentId!.Value, alert.Rule })
                .Distinct()
                .ToListAsync(cancellationToken);
        var (fingerprintsOf, rulesOf) = (known.ToLookup(alert => alert.IncidentId, alert => alert.Fingerprint), rules.ToLookup(alert => alert.IncidentId, alert => alert.Rule));
        return new OpenIncidents(incidents.ToDictionary(
            incident => incident.Id,
            incident => new Entry(incident, fingerprintsOf[incident.Id].ToHashSet(StringComparer.Ordinal), rulesOf[incident.Id].ToHashSet(StringComparer.Ordinal))));
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
