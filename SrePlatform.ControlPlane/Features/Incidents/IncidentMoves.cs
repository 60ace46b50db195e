using System.Globalization;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>What an incident must know of alerts that stay or move: what they are about and when they began.</summary>
internal sealed record MovedAlert(Guid Id, string Rule, string? Summary, IncidentSeverity Severity, string? Service, Guid? ResourceId, DateTimeOffset StartsAt, bool Firing)
{
    public JoiningAlert Joining => new(Id, Rule, Summary, Severity, Service, ResourceId, StartsAt);
}

/// <summary>Merging and splitting: alerts move, both timelines say so, and what fires here has changed materially.</summary>
internal sealed partial class Incident
{
    /// <summary>Takes another incident's alerts over; that one is closed and points here.</summary>
    public Failure? Absorb(Incident other, int alerts, string? reason, string by, DateTimeOffset now)
    {
        if (other.Id == Id)
        {
            return new ValidationFailure("into", "An incident cannot be merged into itself.");
        }

        if (!IsOpen)
        {
            return new CannotMerge($"{Reference} is not open; reopen it before you merge into it.");
        }

        if (other.State is IncidentState.Closed)
        {
            return new CannotMerge($"{other.Reference} is closed already.");
        }

        var (services, severity) = (Services.Count, Severity);
        Services = [.. Services.Union(other.Services)];
        ResourceIds = [.. ResourceIds.Union(other.ResourceIds)];
        Tags = [.. Tags.Union(other.Tags).Take(IncidentTags.Most)];
        StartedAt = other.StartedAt < StartedAt ? other.StartedAt : StartedAt;
        LastAlertAt = other.LastAlertAt > LastAlertAt ? other.LastAlertAt : LastAlertAt;
        Severity = !SeverityIsChosen && other.Severity > Severity ? other.Severity : Severity;
        if (other.IsOpen)
        {
            QuietSince = null;
        }

        Record(Moved(IncidentEventKind.Merged, other.Reference, alerts, reason, by, now));
        if (Services.Count > services || Severity > severity)
        {
            ChangedSince ??= now;
        }

        Prioritise();
        other.GiveAway(this, alerts, reason, by, now);
        return null;
    }

    /// <summary>Makes a new incident of some of its alerts and keeps the others.</summary>
    public Outcome<Incident> Split(IReadOnlyList<MovedAlert> leaving, IReadOnlyList<MovedAlert> staying, string? title, string? reason, string by, DateTimeOffset now)
    {
        if (State is IncidentState.Closed)
        {
            return new IncidentIsClosed();
        }

        if (leaving.Count == 0)
        {
            return new ValidationFailure("alert_ids", "Choose at least one alert of this incident.");
        }

        if (staying.Count == 0)
        {
            return new CannotSplit("At least one alert must stay; to change what the incident is called, edit it.");
        }

        var first = leaving.MinBy(alert => alert.StartsAt)!;
        var incident = Open(first.Joining, GroupingReason.SplitByHand, now);
        incident._newEvents.Clear();
        incident.Revision = 0;
        incident.Title = title ?? incident.Title;
        incident.Tags = Tags;
        incident.Record(incident.Moved(IncidentEventKind.SplitFrom, Reference, leaving.Count, reason, by, now));
        incident.Follow(leaving);
        Follow(staying);
        ChangedSince ??= IsOpen ? now : null;
        return incident;
    }

    /// <summary>Says where alerts went, once the new incident has its number.</summary>
    public void NoteSplit(Incident made, int alerts, string? reason, string by, DateTimeOffset now) =>
        Record(Moved(IncidentEventKind.SplitOff, made.Reference, alerts, reason, by, now));

    private void GiveAway(Incident target, int alerts, string? reason, string by, DateTimeOffset now)
    {
        Record(Moved(IncidentEventKind.MergedInto, target.Reference, alerts, reason, by, now));
        (State, ClosedAt, MergedInto, ChangedSince) = (IncidentState.Closed, now, target.Id, null);
        (ResolvedAt, ResolvedBy) = (ResolvedAt ?? now, ResolvedBy ?? by);
    }

    /// <summary>Services, resources, times and severity follow from the alerts that are left.</summary>
    private void Follow(IReadOnlyList<MovedAlert> alerts)
    {
        Services = [.. alerts.OrderBy(alert => alert.StartsAt).Select(alert => alert.Service).OfType<string>().Distinct(StringComparer.Ordinal)];
        ResourceIds = [.. alerts.Select(alert => alert.ResourceId).OfType<Guid>().Distinct()];
        StartedAt = alerts.Min(alert => alert.StartsAt);
        LastAlertAt = alerts.Max(alert => alert.StartsAt);
        Severity = SeverityIsChosen ? Severity : alerts.Max(alert => alert.Severity);
        QuietSince = null;
        Prioritise();
    }

    private IncidentEvent Moved(IncidentEventKind kind, string reference, int alerts, string? reason, string by, DateTimeOffset now) =>
        new(Id, now, kind, by) { Text = reason, Details = Details(("incident", reference), ("alerts", Text(alerts))) };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
