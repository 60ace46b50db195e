using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Notifications;

internal sealed record DeliveryFilter(DeliveryStatus? Status, Guid? ChannelId, Guid? IncidentId);

/// <summary>A delivery as the API and the pages show it.</summary>
internal sealed record DeliveryView(
    Guid Id, DeliveryKind Kind, DeliveryStatus Status, string Reason, string? Channel, string? Strategy, string Recipient, int? IncidentNumber, string? IncidentTitle, int Events,
    int Attempts, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? DoneAt, string? LastError)
{
    public IReadOnlyList<AttemptView> History { get; init; } = [];
}

/// <summary>One try to send it.</summary>
internal sealed record AttemptView(DateTimeOffset At, bool Succeeded, string Detail, int DurationMs);

/// <summary>Lists deliveries with their attempts, newest first, as far as the reader sees their incidents.</summary>
internal sealed class ReadDeliveries(SreDbContext context)
{
    private const int MostAttempts = 20;

    public async Task<Page<DeliveryView>> ListAsync(Scope scope, DeliveryFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = Matching(scope, filter);
        if (page.After is { } after)
        {
            rows = rows.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.CreatedAt, row.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var views = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(page.Limit + 1).Select(row => new
        {
            Row = row,
            Channel = context.Set<NotificationChannel>().Where(channel => channel.Id == row.ChannelId).Select(channel => channel.Name).FirstOrDefault(),
            Strategy = context.Set<NotificationStrategy>().Where(strategy => strategy.Id == row.StrategyId).Select(strategy => strategy.Name).FirstOrDefault(),
            Incident = context.Set<Incident>().Where(incident => incident.Id == row.IncidentId).Select(incident => new { incident.Number, incident.Title }).FirstOrDefault(),
            History = context.Set<NotificationAttempt>().Where(attempt => attempt.DeliveryId == row.Id).OrderByDescending(attempt => attempt.At).Take(MostAttempts)
                .Select(attempt => new AttemptView(attempt.At, attempt.Succeeded, attempt.Detail, attempt.DurationMs)).ToList(),
        }).ToListAsync(cancellationToken);
        return page.Cut(
            views.ConvertAll(view => new DeliveryView(
                view.Row.Id, view.Row.Kind, view.Row.Status, view.Row.Reason, view.Channel, view.Strategy, view.Row.Recipient, view.Incident?.Number, view.Incident?.Title,
                view.Row.EventIds.Count, view.Row.Attempts, view.Row.CreatedAt, view.Row.DueAt, view.Row.DoneAt, view.Row.LastError) { History = view.History }),
            view => new Keyset(view.CreatedAt, view.Id));
    }

    public Task<int> CountAsync(Scope scope, DeliveryFilter filter, CancellationToken cancellationToken) => Matching(scope, filter).CountAsync(cancellationToken);

    public Task<bool> SeesAsync(Scope scope, Guid id, CancellationToken cancellationToken) =>
        Matching(scope, new DeliveryFilter(null, null, null)).AnyAsync(row => row.Id == id, cancellationToken);

    private IQueryable<NotificationDelivery> Matching(Scope scope, DeliveryFilter filter)
    {
        var rows = context.Set<NotificationDelivery>().AsNoTracking();
        if (!scope.IsAll)
        {
            var incidents = context.Set<Incident>().In(scope, context);
            rows = rows.Where(row => incidents.Any(incident => incident.Id == row.IncidentId));
        }

        rows = filter.Status is { } status ? rows.Where(row => row.Status == status) : rows;
        rows = filter.ChannelId is { } channel ? rows.Where(row => row.ChannelId == channel) : rows;
        return filter.IncidentId is { } incident ? rows.Where(row => row.IncidentId == incident) : rows;
    }
}
