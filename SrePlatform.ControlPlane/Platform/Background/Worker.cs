using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Platform.Background;

/// <summary>
/// Takes a step whenever a channel wakes it and at least every <see cref="Interval"/>. A step that fails is logged and taken again
/// after a growing pause; it never ends the worker.
/// </summary>
internal abstract partial class Worker(DatabaseSignals signals, TimeProvider time, ILogger logger, params string[] channels) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between two steps.</summary>
    protected abstract TimeSpan Interval { get; }

    protected TimeProvider Time => time;

    /// <summary>Does what is to do; true when there is probably more.</summary>
    public abstract Task<bool> StepAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wake = new SemaphoreSlim(0, 1);
        var subscriptions = channels.Select(channel => signals.Subscribe(channel, _ => Release(wake))).ToList();
        var failures = 0;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    var more = await StepAsync(stoppingToken);
                    failures = 0;
                    if (!more)
                    {
                        await WaitAsync(wake, Interval, stoppingToken);
                    }
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    failures++;
                    Log.StepFailed(logger, exception, GetType().Name, failures);
                    await Task.Delay(Pause(failures), time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
        finally
        {
            subscriptions.ForEach(subscription => subscription.Dispose());
        }
    }

    internal static TimeSpan Pause(int failures)
    {
        var seconds = Math.Min(LongestPause.TotalSeconds, 0.5 * Math.Pow(2, Math.Min(failures, 10) - 1));
        return TimeSpan.FromSeconds(seconds);
    }

    private async Task WaitAsync(SemaphoreSlim wake, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var woken = wake.WaitAsync(waiting.Token);
        await Task.WhenAny(woken, Task.Delay(longest, time, waiting.Token));
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static void Release(SemaphoreSlim wake)
    {
        try
        {
            wake.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // Woken already, or stopping.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Worker} failed {Failures} times in a row; it goes on.")]
        public static partial void StepFailed(ILogger logger, Exception exception, string worker, int failures);
    }
}
