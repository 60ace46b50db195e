namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Why an alert is in its incident, or in none. Stored on the alert and on the timeline.</summary>
internal enum GroupingReason
{
    /// <summary>The incident has this very alert already; it came back.</summary>
    SameAlert,

    /// <summary>The alert came back soon after its incident was resolved, which opens that one again.</summary>
    Reopened,

    SameResource,

    SameService,

    /// <summary>Its service calls, or is called by, one of the incident's, directly or over one other.</summary>
    Neighbour,

    /// <summary>It names no target, and neither does the incident of the same rule.</summary>
    SameRule,

    /// <summary>A new incident: none is open.</summary>
    NothingOpen,

    /// <summary>A new incident: what is open has nothing to do with it.</summary>
    NothingRelated,

    /// <summary>A new incident: what is related had its last alert too long before or after.</summary>
    TooFarInTime,

    /// <summary>No incident: it is for information only and relates to none.</summary>
    InformationOnly,

    /// <summary>A person merged the incident it was in into this one.</summary>
    MergedByHand,

    /// <summary>A person split it off from another incident.</summary>
    SplitByHand,
}

/// <summary>What grouping looks at in an alert.</summary>
internal sealed record GroupingAlert(string Fingerprint, string Rule, bool InformationOnly, string? Service, Guid? ResourceId, DateTimeOffset StartsAt);

/// <summary>What grouping looks at in an incident.</summary>
/// <param name="ResolvedAt">Null while it is open.</param>
internal sealed record GroupingIncident(
    Guid Id,
    IReadOnlyCollection<string> Services,
    IReadOnlyCollection<Guid> ResourceIds,
    IReadOnlyCollection<string> Fingerprints,
    IReadOnlyCollection<string> Rules,
    DateTimeOffset LastAlertAt,
    DateTimeOffset? ResolvedAt);

/// <param name="MaxGap">How far apart in time alerts of one incident may begin.</param>
/// <param name="ReopenWithin">How soon after its resolution a returning alert opens an incident again.</param>
/// <param name="MaxHops">How many calls away a service still belongs to the incident.</param>
internal sealed record GroupingRules(TimeSpan MaxGap, TimeSpan ReopenWithin, int MaxHops);

/// <param name="IncidentId">The incident to join, or null.</param>
/// <param name="OpensNew">Whether a new incident is opened; if not, and none is joined, the alert stays alone.</param>
/// <param name="Reason">Why.</param>
/// <param name="Hops">The number of calls between the services, for <see cref="GroupingReason.Neighbour"/>.</param>
internal sealed record GroupingDecision(Guid? IncidentId, bool OpensNew, GroupingReason Reason, int? Hops = null);

/// <summary>Decides which incident an alert belongs to: a pure function of labels, topology and time.</summary>
internal static class IncidentGrouping
{
    /// <param name="alert">The alert.</param>
    /// <param name="incidents">Open incidents, and those resolved recently.</param>
    /// <param name="hops">Calls between two services in either direction, up to a limit; null if they are farther apart.</param>
    /// <param name="rules">The limits.</param>
    public static GroupingDecision Decide(
        GroupingAlert alert, IReadOnlyCollection<GroupingIncident> incidents, Func<string, string, int, int?> hops, GroupingRules rules)
    {
        var open = incidents.Where(incident => incident.ResolvedAt is null).OrderByDescending(incident => incident.LastAlertAt).ToList();
        if (open.FirstOrDefault(incident => incident.Fingerprints.Contains(alert.Fingerprint)) is { } same)
        {
            return new(same.Id, false, GroupingReason.SameAlert);
        }

        if (Returning(alert, incidents, rules) is { } returning)
        {
            return new(returning.Id, false, GroupingReason.Reopened);
        }

        var related = open
            .Select(incident => (Incident: incident, Relation: Relate(alert, incident, hops, rules.MaxHops)))
            .Where(pair => pair.Relation is not null)
            .OrderBy(pair => pair.Relation!.Value.Rank)
            .ToList();
        var near = related.FirstOrDefault(pair => (alert.StartsAt - pair.Incident.LastAlertAt).Duration() <= rules.MaxGap);
        if (near.Incident is not null)
        {
            return new(near.Incident.Id, false, near.Relation!.Value.Reason, near.Relation.Value.Hops);
        }

        if (alert.InformationOnly)
        {
            return new(null, false, GroupingReason.InformationOnly);
        }

        return new(null, true, (open.Count, related.Count) switch
        {
            (0, _) => GroupingReason.NothingOpen,
            (_, 0) => GroupingReason.NothingRelated,
            _ => GroupingReason.TooFarInTime,
        });
    }

    private static GroupingIncident? Returning(GroupingAlert alert, IReadOnlyCollection<GroupingIncident> incidents, GroupingRules rules) => incidents
        .Where(incident => incident.ResolvedAt is { } resolved
            && incident.Fingerprints.Contains(alert.Fingerprint)
            && alert.StartsAt - resolved <= rules.ReopenWithin)
        .MaxBy(incident => incident.ResolvedAt);

    private static (int Rank, GroupingReason Reason, int? Hops)? Relate(
        GroupingAlert alert, GroupingIncident incident, Func<string, string, int, int?> hops, int maxHops)
    {
        if (alert.ResourceId is { } resource && incident.ResourceIds.Contains(resource))
        {
            return (0, GroupingReason.SameResource, null);
        }

        if (alert.Service is not { } service)
        {
            return alert.ResourceId is null && incident.Services.Count == 0 && incident.ResourceIds.Count == 0 && incident.Rules.Contains(alert.Rule)
                ? (1, GroupingReason.SameRule, null)
                : null;
        }

        if (incident.Services.Contains(service))
        {
            return (1, GroupingReason.SameService, null);
        }

        var nearest = incident.Services.Select(other => hops(service, other, maxHops)).Where(distance => distance is not null).Min();
        return nearest is { } distance && distance <= maxHops ? (1 + distance, GroupingReason.Neighbour, distance) : null;
    }
}
