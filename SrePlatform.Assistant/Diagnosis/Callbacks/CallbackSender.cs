using Microsoft.EntityFrameworkCore;
using Polly;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Callbacks;

/// <summary>Delivers completion messages, again and again until each is taken; the Control Plane also polls, so a late one harms nobody.</summary>
internal sealed partial class CallbackSender(
    AssistantDatabase database,
    DatabaseListener listener,
    IServiceScopeFactory scopes,
    AssistantMetrics metrics,
    TimeProvider clock,
    ILogger<CallbackSender> logger) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wake = listener.Subscribe(SessionChannels.Callback);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await TryTakeAsync(stoppingToken) is { } taken)
                {
                    await SendAsync(taken.SessionId, taken.Body, taken.TraceParent, stoppingToken);
                }

                await wake.WaitAsync(Poll, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Trouble(logger, exception);
                await wake.WaitAsync(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task<CallbackDelivery?> TryTakeAsync(CancellationToken cancellationToken) => database.InTransactionAsync(async (context, token) =>
    {
        var due = await context.Set<CallbackDelivery>().FromSql(
            $"""
            select * from assistant.callback_delivery where state = 'pending' and next_attempt_at <= now()
            order by next_attempt_at limit 1 for update skip locked
            """).ToListAsync(token);
        if (due is not [var delivery])
        {
            return null;
        }

        delivery.Begin(await context.NowAsync(token), Lease);
        return delivery;
    }, cancellationToken);

    private async Task SendAsync(Guid sessionId, string body, string? cause, CancellationToken cancellationToken)
    {
        using var activity = AssistantTelemetry.StartCallback(sessionId, cause);
        CallbackRefusal? refusal;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            refusal = await scope.ServiceProvider.GetRequiredService<ControlPlaneClient>().CompleteAsync(body, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is HttpRequestException or ExecutionRejectedException or OperationCanceledException or IOException)
        {
            refusal = new CallbackRefusal(exception.Message, Permanent: false);
        }

        metrics.CallbackSent(refusal is null ? "delivered" : refusal.Permanent ? "abandoned" : "retried");
        if (refusal is not null)
        {
            Log.Refused(logger, sessionId, refusal.Message);
        }

        await database.InTransactionAsync(async (context, token) =>
        {
            var delivery = await context.Set<CallbackDelivery>().SingleAsync(row => row.SessionId == sessionId, token);
            var now = await context.NowAsync(token);
            if (refusal is null)
            {
                delivery.Delivered(now);
            }
            else
            {
                delivery.Failed(refusal.Message, refusal.Permanent, now);
            }

            return true;
        }, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The Control Plane was not told that diagnosis {SessionId} ended: {Reason}")]
        public static partial void Refused(ILogger logger, Guid sessionId, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Sending callbacks failed; it is tried again shortly.")]
        public static partial void Trouble(ILogger logger, Exception exception);
    }
}
