using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Sends what is due, tries again with growing pauses, and plans the next reminder when one went out.</summary>
internal sealed partial class DeliveryWorker(
    DeliveryStore store, IServiceScopeFactory scopes, IEnumerable<INotifier> notifiers, NotificationMetrics metrics, IOptions<NotificationOptions> options, DatabaseSignals signals,
    TimeProvider time, ILogger<DeliveryWorker> logger) : Worker(signals, time, logger, Channels.Outbox, Channels.Incident)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(30);

    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var lease = Guid.NewGuid();
        var claimed = await store.ClaimAsync(lease, AtOnce, options.Value.Timeout + Spare, cancellationToken);
        await Task.WhenAll(claimed.Select(id => HandleAsync(id, cancellationToken)));
        return claimed.Count == AtOnce;
    }

    internal TimeSpan PauseAfter(int attempts) => options.Value.FirstPause * Math.Pow(2, Math.Min(attempts, 12) - 1) is var pause && pause < LongestPause ? pause : LongestPause;

    private async Task HandleAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        var delivery = await context.Set<NotificationDelivery>().AsNoTracking().SingleAsync(known => known.Id == id, cancellationToken);
        var channel = await context.Set<NotificationChannel>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == delivery.ChannelId, cancellationToken);
        var strategy = await context.Set<NotificationStrategy>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == delivery.StrategyId, cancellationToken);
        var incident = await context.Set<Incident>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == delivery.IncidentId, cancellationToken);
        if (ReasonToCancel(delivery, channel, strategy, incident) is { } reason)
        {
            await store.CancelAsync(delivery, reason, cancellationToken);
            return;
        }

        var message = await scope.ServiceProvider.GetRequiredService<ComposeMessage>().RunAsync(delivery, strategy!.Is, incident!, cancellationToken);
        var target = scope.ServiceProvider.GetRequiredService<ChannelSecrets>().Target(channel!, delivery.Recipient);
        var began = Stopwatch.GetTimestamp();
        var result = await SendAsync(channel!, target, message, cancellationToken);
        var took = (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        metrics.Attempted(channel!.Kind, result.Succeeded);
        var again = !result.Succeeded && result.Retry && delivery.Attempts < options.Value.MostAttempts
            ? result.After is { } asked && asked < LongestPause && asked > TimeSpan.Zero ? asked : PauseAfter(delivery.Attempts)
            : (TimeSpan?)null;
        if (!result.Succeeded)
        {
            Log.NotSent(logger, delivery.Id, channel.Name, delivery.Attempts, result.Detail);
        }

        if (result.Succeeded && delivery.Kind is DeliveryKind.Reminder)
        {
            await PlanNextAsync(context, delivery, strategy.Is, incident!, cancellationToken);
        }

        await store.SettleAsync(delivery, result, took, again, cancellationToken);
    }

    /// <summary>Why something that was planned is not told after all; null if it is.</summary>
    internal static string? ReasonToCancel(NotificationDelivery delivery, NotificationChannel? channel, NotificationStrategy? strategy, Incident? incident) =>
        channel is null or { Enabled: false } ? "channel_is_off"
        : strategy is null or { Enabled: false } ? "strategy_is_off"
        : incident is null ? "incident_is_gone"
        : delivery.Kind is DeliveryKind.Event || delivery.Reason == "resent" || incident.State is IncidentState.New ? null
        : incident.IsOpen ? "acknowledged"
        : "resolved";

    private async Task<SendResult> SendAsync(NotificationChannel channel, ChannelTarget target, NotificationMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await notifiers.Single(notifier => notifier.Kind == channel.Kind).SendWithinAsync(options.Value.Timeout, target, message, Time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Threw(logger, exception, channel.Name);
            return new SendResult(false, exception.Message);
        }
    }

    /// <summary>The number of the next one follows from this one's, so that a repeated step plans it once.</summary>
    private async Task PlanNextAsync(SreDbContext context, NotificationDelivery sent, StrategyDraft strategy, Incident incident, CancellationToken cancellationToken)
    {
        var next = PlanDeliveries.Derive(sent.Id, "next");
        if (strategy.RepeatMinutes is not { } minutes
            || await context.Set<NotificationEvent>().AnyAsync(told => told.EventId == next && told.ChannelId == sent.ChannelId && told.Recipient == sent.Recipient, cancellationToken))
        {
            return;
        }

        var now = Time.GetUtcNow();
        var (at, reason) = NotifyDecision.When(strategy, incident.Severity, now, TimeSpan.FromMinutes(minutes));
        var delivery = new NotificationDelivery(sent.StrategyId, sent.ChannelId, sent.Recipient, sent.IncidentId, DeliveryKind.Reminder, at, EnumsAsText.ToText(reason), now) { OnCall = sent.OnCall };
        delivery.EventIds.Add(next);
        context.Add(delivery);
        context.Add(new NotificationEvent { EventId = next, ChannelId = sent.ChannelId, Recipient = sent.Recipient, DeliveryId = delivery.Id });
        await context.SaveChangesAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Delivery} through {Channel} was not sent at attempt {Attempt}: {Detail}")]
        public static partial void NotSent(ILogger logger, Guid delivery, string channel, int attempt, string detail);

        [LoggerMessage(Level = LogLevel.Error, Message = "Sending through {Channel} failed unexpectedly.")]
        public static partial void Threw(ILogger logger, Exception exception, string channel);
    }
}

/// <summary>Forgets deliveries that are long over.</summary>
internal sealed class DeliveryUpkeep(DeliveryStore store, IOptions<NotificationOptions> options, DatabaseSignals signals, TimeProvider time, ILogger<DeliveryUpkeep> logger)
    : Worker(signals, time, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromHours(1);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await store.ForgetAsync(options.Value.KeepFor, cancellationToken);
        return false;
    }
}
