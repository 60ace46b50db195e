using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>Which alerts are asked for; everything given must hold.</summary>
internal sealed record AlertFilter
{
    public IReadOnlyList<Guid>? Ids { get; init; }

    public AlertStatus? Status { get; init; }

    public AlertSeverity? Severity { get; init; }

    public string? Service { get; init; }

    public Guid? ResourceId { get; init; }

    /// <summary>Whether a silence, maintenance or another alert holds it back.</summary>
    public bool? Suppressed { get; init; }

    public Guid? IncidentId { get; init; }

    /// <summary>Alerts that fired at or after this time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Alerts that began before this time.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Lists alerts, latest start first.</summary>
internal sealed class ListAlerts(SreDbContext context)
{
    public async Task<Page<AlertView>> RunAsync(Scope scope, AlertFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var alerts = Matching(scope, filter);
        if (page.After is { } after)
        {
            alerts = alerts.Where(alert => EF.Functions.LessThan(ValueTuple.Create(alert.StartsAt, alert.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await alerts
            .OrderByDescending(alert => alert.StartsAt).ThenByDescending(alert => alert.Id)
            .Take(page.Limit + 1)
            .Select(AlertView.Projection)
            .ToListAsync(cancellationToken);
        return page.Cut(rows, row => new Keyset(row.StartsAt, row.Id));
    }

    private IQueryable<Alert> Matching(Scope scope, AlertFilter filter)
    {
        var alerts = context.Set<Alert>().AsNoTracking().In(scope, context);
        alerts = filter.Ids is { } ids ? alerts.Where(alert => ids.Contains(alert.Id)) : alerts;
        alerts = filter.Status is { } status ? alerts.Where(alert => alert.Status == status) : alerts;
        alerts = filter.Severity is { } severity ? alerts.Where(alert => alert.Severity == severity) : alerts;
        alerts = filter.Service is { } service ? alerts.Where(alert => alert.Service == service) : alerts;
        alerts = filter.ResourceId is { } resource ? alerts.Where(alert => alert.ResourceId == resource) : alerts;
        alerts = filter.Suppressed is { } suppressed ? alerts.Where(alert => (alert.Suppression != null) == suppressed) : alerts;
        alerts = filter.IncidentId is { } incident ? alerts.Where(alert => alert.IncidentId == incident) : alerts;
        alerts = filter.Since is { } since ? alerts.Where(alert => alert.EndsAt == null || alert.EndsAt >= since) : alerts;
        return filter.Until is { } until ? alerts.Where(alert => alert.StartsAt < until) : alerts;
    }
}
