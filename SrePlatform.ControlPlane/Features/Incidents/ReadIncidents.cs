using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Which incidents are asked for; everything given must hold.</summary>
internal sealed record IncidentFilter
{
    public IncidentState? State { get; init; }

    /// <summary>True for those that are not over, false for those that are.</summary>
    public bool? Open { get; init; }

    public IncidentSeverity? Severity { get; init; }

    public IncidentPriority? Priority { get; init; }

    /// <summary>Who has it, by name; empty for nobody.</summary>
    public string? Assignee { get; init; }

    public string? Tag { get; init; }

    public IncidentSort Sort { get; init; }

    public string? Service { get; init; }

    public Guid? ResourceId { get; init; }

    /// <summary>Part of the title, a service, or the number.</summary>
    public string? Search { get; init; }

    /// <summary>Opened at or after this time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Opened before this time.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>How many incidents of a state and a severity there are.</summary>
internal sealed record IncidentCount(IncidentState State, IncidentSeverity Severity, int Count);

/// <summary>Lists incidents, finds one, and reads its timeline.</summary>
internal sealed class ReadIncidents(SreDbContext context)
{
    private const int MostAlertIds = 200;
    private const int MostEntries = 500;
    private const string Prefix = "INC-";

    public async Task<Page<IncidentView>> ListAsync(Scope scope, IncidentFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var incidents = Matching(scope, filter);
        if (page.After is { } after)
        {
            var priority = filter.Sort is IncidentSort.Priority
                ? await context.Set<Incident>().Where(incident => incident.Id == after.Id).Select(incident => incident.Priority).SingleOrDefaultAsync(cancellationToken)
                : default;
            incidents = filter.Sort.After(incidents, after, priority);
        }

        var rows = await filter.Sort.Order(incidents).Take(page.Limit + 1).Select(IncidentView.Projection).ToListAsync(cancellationToken);
        return page.Cut(await WithAlertsAsync(scope, rows, cancellationToken), row => filter.Sort.KeyOf(row));
    }

    public Task<int> CountAsync(Scope scope, IncidentFilter filter, CancellationToken cancellationToken) => Matching(scope, filter).CountAsync(cancellationToken);

    /// <summary>How many there are of each state and severity, in one query.</summary>
    public async Task<IReadOnlyList<IncidentCount>> CountByStateAsync(Scope scope, IncidentFilter filter, CancellationToken cancellationToken) =>
        await Matching(scope, filter).GroupBy(incident => new { incident.State, incident.Severity })
            .Select(group => new IncidentCount(group.Key.State, group.Key.Severity, group.Count())).ToListAsync(cancellationToken);

    /// <summary>By id, or by what people say: <c>INC-12</c>.</summary>
    public async Task<IncidentView?> FindAsync(Scope scope, string? idOrReference, CancellationToken cancellationToken)
    {
        var incidents = context.Set<Incident>().AsNoTracking().In(scope, context);
        if (Guid.TryParse(idOrReference, out var id))
        {
            incidents = incidents.Where(incident => incident.Id == id);
        }
        else if (idOrReference?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true
            && int.TryParse(idOrReference.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            incidents = incidents.Where(incident => incident.Number == number);
        }
        else
        {
            return null;
        }

        var found = await incidents.Select(IncidentView.Projection).ToListAsync(cancellationToken);
        return found.Count == 0 ? null : (await WithAlertsAsync(scope, found, cancellationToken))[0];
    }

    /// <summary>The latest entries, oldest first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        var entries = await context.Set<IncidentEvent>().AsNoTracking().Where(entry => entry.IncidentId == incidentId)
            .OrderByDescending(entry => entry.Revision).Take(MostEntries).Select(TimelineEntry.Projection).ToListAsync(cancellationToken);
        entries.Reverse();
        return entries;
    }

    private IQueryable<Incident> Matching(Scope scope, IncidentFilter filter)
    {
        var incidents = context.Set<Incident>().AsNoTracking().In(scope, context);
        incidents = filter.State is { } state ? incidents.Where(incident => incident.State == state) : incidents;
        incidents = filter.Open switch
        {
            true => incidents.Where(incident => incident.State != IncidentState.Resolved && incident.State != IncidentState.Closed),
            false => incidents.Where(incident => incident.State == IncidentState.Resolved || incident.State == IncidentState.Closed),
            null => incidents,
        };
        incidents = filter.Severity is { } severity ? incidents.Where(incident => incident.Severity == severity) : incidents;
        incidents = filter.Priority is { } priority ? incidents.Where(incident => incident.Priority == priority) : incidents;
        incidents = filter.Assignee switch
        {
            null => incidents,
            "" => incidents.Where(incident => incident.Assignee == null),
            var name => incidents.Where(incident => incident.Assignee == name),
        };
        incidents = filter.Tag is { } tag ? incidents.Where(incident => incident.Tags.Contains(tag)) : incidents;
        incidents = filter.Service is { } service ? incidents.Where(incident => incident.Services.Contains(service)) : incidents;
        incidents = filter.ResourceId is { } resource ? incidents.Where(incident => incident.ResourceIds.Contains(resource)) : incidents;
        incidents = filter.Search is { } search ? Searched(incidents, search.Trim()) : incidents;
        incidents = filter.Since is { } since ? incidents.Where(incident => incident.OpenedAt >= since) : incidents;
        return filter.Until is { } until ? incidents.Where(incident => incident.OpenedAt < until) : incidents;
    }

    private static IQueryable<Incident> Searched(IQueryable<Incident> incidents, string search)
    {
        var digits = search.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? search[Prefix.Length..] : search;
        var number = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : -1;
        var pattern = $"%{search.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
        return incidents.Where(incident => incident.Number == number || EF.Functions.ILike(incident.Title, pattern, @"\") || incident.Services.Contains(search));
    }

    private async Task<List<IncidentView>> WithAlertsAsync(Scope scope, List<IncidentView> incidents, CancellationToken cancellationToken)
    {
        var result = new List<IncidentView>(incidents.Count);
        var ids = incidents.ConvertAll(incident => incident.Id);
        // The ids are asked for inside as well: from outside they would not keep the database from numbering every alert there is.
        var alerts = await context.Set<Alert>().AsNoTracking().In(scope, context)
            .Where(alert => alert.IncidentId != null && ids.Contains(alert.IncidentId.Value))
            .GroupBy(alert => alert.IncidentId!.Value)
            .Select(group => new { group.Key, Alerts = group.OrderByDescending(alert => alert.StartsAt).ThenByDescending(alert => alert.Id).Take(MostAlertIds).Select(alert => alert.Id).ToList() })
            .ToDictionaryAsync(group => group.Key, group => group.Alerts, cancellationToken);
        foreach (var incident in incidents)
        {
            result.Add(incident with { AlertIds = alerts.GetValueOrDefault(incident.Id) ?? [] });
        }

        return result;
    }
}
