using System.Diagnostics;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;
using SrePlatform.ControlPlane.Platform.Telemetry;

namespace SrePlatform.ControlPlane.Platform.Outbox;

/// <summary>Hands due messages to their handlers, a few at a time, and tries again with growing pauses.</summary>
internal sealed partial class OutboxWorker(
    OutboxStore store, IEnumerable<IOutboxHandler> handlers, DatabaseSignals signals, TimeProvider time, ILogger<OutboxWorker> logger)
    : Worker(signals, time, logger, Channels.Outbox)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan HandledWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);

    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var claimed = await store.ClaimAsync(_handlers.Keys, AtOnce, Lease, cancellationToken);
        await Task.WhenAll(claimed.Select(message => HandleAsync(message, cancellationToken)));
        return claimed.Count == AtOnce;
    }

    /// <summary>One second, doubled with each attempt, up to a minute.</summary>
    internal static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(attempts, 10) - 1)));

    private async Task HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        using var activity = ControlPlaneTelemetry.StartOutboxWork(message.Kind, message.Key, message.Attempts, message.TraceParent);
        OutboxResult result;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(HandledWithin);
            result = await _handlers[message.Kind].HandleAsync(message, limit.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Threw(logger, exception, message.Kind, message.Key);
            result = OutboxResult.TryAgain(exception.Message);
        }

        if (result.Error is not null)
        {
            activity?.SetStatus(ActivityStatusCode.Error, result.Error);
        }

        if (result.Error is not { } error)
        {
            await store.CompleteAsync(message, cancellationToken);
        }
        else if (result.Retry)
        {
            var pause = result.After ?? PauseAfter(message.Attempts);
            Log.Retrying(logger, message.Kind, message.Key, message.Attempts, error, pause);
            await store.RetryAsync(message, error, pause, cancellationToken);
        }
        else
        {
            Log.GaveUp(logger, message.Kind, message.Key, error);
            await store.GiveUpAsync(message, error, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Outbox work {Kind} {Key} failed unexpectedly.")]
        public static partial void Threw(ILogger logger, Exception exception, string kind, string key);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Outbox work {Kind} {Key} failed at attempt {Attempt} ({Error}); trying again in {Pause}.")]
        public static partial void Retrying(ILogger logger, string kind, string key, int attempt, string error, TimeSpan pause);

        [LoggerMessage(Level = LogLevel.Error, Message = "Outbox work {Kind} {Key} was given up: {Error}")]
        public static partial void GaveUp(ILogger logger, string kind, string key, string error);
    }
}
