using System.Globalization;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>What an incident needs to know of an alert that joins it.</summary>
internal sealed record JoiningAlert(Guid Id, string Rule, string? Summary, IncidentSeverity Severity, string? Service, Guid? ResourceId, DateTimeOffset StartsAt);

/// <summary>How alerts make and change an incident.</summary>
internal sealed partial class Incident
{
    private const string By = "system";

    /// <summary>Opens an incident for an alert that belongs to none.</summary>
    public static Incident Open(JoiningAlert alert, GroupingReason reason, DateTimeOffset now)
    {
        var incident = new Incident
        {
            Id = Guid.CreateVersion7(now),
            Title = TitleOf(alert),
            Severity = alert.Severity,
            StartedAt = alert.StartsAt,
            LastAlertAt = alert.StartsAt,
            OpenedAt = now,
            ChangedSince = now,
        };
        incident.Record(new IncidentEvent(incident.Id, now, IncidentEventKind.Opened, By) { Reason = EnumsAsText.ToText(reason), Details = DetailsOf(alert) });
        incident.AddTargets(alert);
        return incident;
    }

    /// <summary>Adds an alert. A new service or a higher severity is a material change.</summary>
    public void Join(JoiningAlert alert, GroupingReason reason, int? hops, DateTimeOffset now)
    {
        if (State is IncidentState.Resolved)
        {
            Reopen(By, now, reason: EnumsAsText.ToText(reason));
        }

        var details = DetailsOf(alert);
        if (hops is { } distance)
        {
            details["hops"] = distance.ToString(CultureInfo.InvariantCulture);
        }

        Record(new IncidentEvent(Id, now, IncidentEventKind.AlertJoined, By) { Reason = EnumsAsText.ToText(reason), Details = details });
        QuietSince = null;
        LastAlertAt = alert.StartsAt > LastAlertAt ? alert.StartsAt : LastAlertAt;
        StartedAt = alert.StartsAt < StartedAt ? alert.StartsAt : StartedAt;
        if (alert.Severity > Severity && !SeverityIsChosen)
        {
            Record(new IncidentEvent(Id, now, IncidentEventKind.SeverityRaised, By)
            {
                Details = Details(("from", EnumsAsText.ToText(Severity)), ("to", EnumsAsText.ToText(alert.Severity))),
            });
            Severity = alert.Severity;
            ChangedSince ??= now;
        }

        if (AddTargets(alert))
        {
            ChangedSince ??= now;
        }
    }

    /// <summary>One of its alerts is over.</summary>
    public void AlertEnded(Guid alertId, string rule, string? service, DateTimeOffset now) =>
        Record(new IncidentEvent(Id, now, IncidentEventKind.AlertResolved, By) { Details = Details(("alert_id", alertId.ToString()), ("rule", rule), ("service", service ?? "")) });

    /// <summary>Notes whether any of its alerts fires.</summary>
    public void Observe(bool firing, DateTimeOffset now)
    {
        if (firing && QuietSince is not null)
        {
            QuietSince = null;
        }
        else if (!firing && QuietSince is null)
        {
            QuietSince = now;
        }
    }

    /// <summary>Starts the next generation if a material change has settled; true if it did.</summary>
    public bool TryStartGeneration(TimeSpan settle, DateTimeOffset now)
    {
        // The first generation is not kept waiting: people want to see that something happens.
        if (!IsOpen || ChangedSince is not { } since || (Generation > 0 && now - since < settle))
        {
            return false;
        }

        ChangedSince = null;
        Generation++;
        Prioritise();
        Record(new IncidentEvent(Id, now, IncidentEventKind.GenerationStarted, By) { Details = Details(("generation", Generation.ToString(CultureInfo.InvariantCulture))) });
        return true;
    }

    private bool AddTargets(JoiningAlert alert)
    {
        var isNew = false;
        if (alert.Service is { } service && !Services.Contains(service))
        {
            Services = [.. Services, service];
            isNew = true;
        }

        if (alert.ResourceId is { } resource && !ResourceIds.Contains(resource))
        {
            ResourceIds = [.. ResourceIds, resource];
        }

        Prioritise();
        return isNew;
    }

    private void Prioritise() => Priority = PriorityIsChosen ? Priority : IncidentPriorities.Of(Severity, Services.Count);

    private static string TitleOf(JoiningAlert alert)
    {
        var title = alert.Summary is { Length: > 0 } summary ? summary : alert.Service is { } service ? $"{alert.Rule} on {service}" : alert.Rule;
        return title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)] + "…";
    }

    private static Dictionary<string, string> DetailsOf(JoiningAlert alert) => Details(
        ("alert_id", alert.Id.ToString()), ("rule", alert.Rule), ("service", alert.Service ?? ""), ("severity", EnumsAsText.ToText(alert.Severity)));
}
