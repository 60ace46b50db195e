using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Why an incident is shown beside another, the strongest reason first.</summary>
internal enum RelatedReason
{
    LinkedByHand,
    Merged,
    SameRuleAndService,
    SameService,
    SameRule,
    SameTime,
}

/// <summary>An incident beside another one.</summary>
internal sealed record RelatedIncident(Guid Id, string Reference, string Title, IncidentState State, IncidentSeverity Severity, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, RelatedReason Reason);

/// <summary>Finds what an incident may have to do with: linked by hand, of the same service or rule before, or at the same time.</summary>
internal sealed class RelatedIncidents(SreDbContext context)
{
    private const int MostLooked = 60;
    private const int MostShown = 8;
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(90);
    private static readonly TimeSpan SameTime = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<RelatedIncident>> RunAsync(Scope scope, IncidentView incident, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, RelatedIncident>();
        var links = await context.Set<IncidentLink>().AsNoTracking().Where(link => link.LowId == incident.Id || link.HighId == incident.Id).Take(MostLooked)
            .Select(link => link.LowId == incident.Id ? link.HighId : link.LowId).ToListAsync(cancellationToken);
        foreach (var row in await Rows(scope, known => links.Contains(known.Id), cancellationToken))
        {
            found.TryAdd(row.Id, View(row, RelatedReason.LinkedByHand));
        }

        foreach (var row in await Rows(scope, known => known.MergedInto == incident.Id || known.Id == incident.MergedInto, cancellationToken))
        {
            found.TryAdd(row.Id, View(row, RelatedReason.Merged));
        }

        foreach (var row in await SimilarAsync(scope, incident, cancellationToken))
        {
            found.TryAdd(row.Id, row);
        }

        return [.. found.Values.OrderBy(row => row.Reason).ThenByDescending(row => row.OpenedAt).Take(Math.Max(MostShown, links.Count))];
    }

    private async Task<IEnumerable<RelatedIncident>> SimilarAsync(Scope scope, IncidentView incident, CancellationToken cancellationToken)
    {
        var services = incident.Services.ToArray();
        var since = incident.OpenedAt - LookBack;
        var (from, to) = (incident.StartedAt - SameTime, incident.StartedAt + SameTime);
        var rows = await Rows(scope, known => known.Id != incident.Id && known.OpenedAt >= since && known.Services.Any(service => services.Contains(service)), cancellationToken);
        rows.AddRange(await Rows(scope, known => known.Id != incident.Id && known.OpenedAt >= since && known.OpenedAt < to, cancellationToken));
        var ids = rows.Select(row => row.Id).Append(incident.Id).Distinct().ToList();
        var rules = await context.Set<Alert>().AsNoTracking().Where(alert => alert.IncidentId != null && ids.Contains(alert.IncidentId.Value))
            .Select(alert => new { IncidentId = alert.IncidentId!.Value, alert.Rule }).Distinct().ToListAsync(cancellationToken);
        var byIncident = rules.ToLookup(rule => rule.IncidentId, rule => rule.Rule);
        var own = byIncident[incident.Id].ToHashSet(StringComparer.Ordinal);
        return rows.DistinctBy(row => row.Id).Select(row => (Row: row, Reason: Decide(
            row.Services.Any(services.Contains), byIncident[row.Id].Any(own.Contains), row.StartedAt >= from && row.StartedAt < to)))
            .Where(pair => pair.Reason is not null).Select(pair => View(pair.Row, pair.Reason!.Value));
    }

    internal static RelatedReason? Decide(bool service, bool rule, bool time) => (service, rule, time) switch
    {
        (true, true, _) => RelatedReason.SameRuleAndService,
        (true, _, _) => RelatedReason.SameService,
        (_, true, _) => RelatedReason.SameRule,
        (_, _, true) => RelatedReason.SameTime,
        _ => null,
    };

    private Task<List<Incident>> Rows(Scope scope, System.Linq.Expressions.Expression<Func<Incident, bool>> which, CancellationToken cancellationToken) =>
        context.Set<Incident>().AsNoTracking().In(scope, context).Where(which).OrderByDescending(known => known.OpenedAt).Take(MostLooked).ToListAsync(cancellationToken);

    private static RelatedIncident View(Incident row, RelatedReason reason) =>
        new(row.Id, row.Reference, row.Title, row.State, row.Severity, row.OpenedAt, row.ResolvedAt, reason);
}
