using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Silences;
using SrePlatform.ControlPlane.Features.Topology;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Puts waiting alerts into incidents; the caller holds the lock and the transaction.</summary>
internal sealed class GroupAlerts(SreDbContext context, IncidentTiming timing, IncidentMetrics metrics, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>True if there may be more.</summary>
    public async Task<bool> RunAsync(ServiceGraph graph, CancellationToken cancellationToken)
    {
        var waiting = await context.Set<Alert>().Where(alert => alert.GroupedAt == null)
            .OrderBy(alert => alert.ReceivedAt).ThenBy(alert => alert.Id).Take(Batch).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var open = await OpenIncidents.LoadAsync(context, now - timing.Rules.ReopenWithin - timing.Rules.MaxGap, waiting.ConvertAll(alert => alert.Fingerprint), cancellationToken);
        var suppressions = await ActiveSuppressions.LoadAsync(context, now, cancellationToken);
        // What explains others comes first, so that they find its incident.
        foreach (var alert in waiting.OrderBy(alert => ActiveSuppressions.Explains(alert) ? 0 : 1).ThenBy(alert => alert.StartsAt).ThenBy(alert => alert.Id))
        {
            if (suppressions.Decide(alert) is { } suppression)
            {
                Suppress(alert, suppression, now);
                suppressions.Note(alert);
                continue;
            }

            var facts = new GroupingAlert(alert.Fingerprint, alert.Rule, alert.Severity is AlertSeverity.Info, alert.Service, alert.ResourceId, alert.StartsAt);
            var decision = IncidentGrouping.Decide(facts, open.Candidates, graph.Hops, timing.Rules);
            Apply(alert, decision, open, now);
            suppressions.Note(alert);
            metrics.Grouped(decision.Reason, now - alert.ReceivedAt);
        }

        await suppressions.CountAsync(context, cancellationToken);
        return waiting.Count == Batch;
    }

    /// <summary>It keeps its reason. What another alert explains is kept beside that one, without a word on the timeline.</summary>
    private void Suppress(Alert alert, Suppression suppression, DateTimeOffset now)
    {
        alert.HoldBack(suppression.Reason, suppression.By, suppression.Note);
        alert.Group(suppression.IncidentId, EnumsAsText.ToText(suppression.Reason), now);
        alert.NoteEnd();
        metrics.Suppressed(suppression.Reason);
    }

    private void Apply(Alert alert, GroupingDecision decision, OpenIncidents open, DateTimeOffset now)
    {
        if (decision is { IncidentId: null, OpensNew: false })
        {
            alert.Group(null, EnumsAsText.ToText(decision.Reason), now);
            return;
        }

        var joining = new JoiningAlert(
            alert.Id, alert.Rule, alert.Annotations.GetValueOrDefault("summary"), SeverityOf(alert.Severity), alert.Service, alert.ResourceId, alert.StartsAt);
        Incident incident;
        if (decision.IncidentId is { } id)
        {
            incident = open[id];
            incident.Join(joining, decision.Reason, decision.Hops, now);
        }
        else
        {
            incident = Incident.Open(joining, decision.Reason, now);
            context.Add(incident);
        }

        open.Note(incident, alert);
        alert.Group(incident.Id, EnumsAsText.ToText(decision.Reason), now);
        context.AddHappened(incident);
    }

    private static IncidentSeverity SeverityOf(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => IncidentSeverity.Critical,
        AlertSeverity.Warning => IncidentSeverity.Warning,
        AlertSeverity.Info => IncidentSeverity.Info,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };
}
