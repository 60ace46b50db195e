using Microsoft.Extensions.Options;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>Works on sessions, a few at a time, as they come or as others leave them behind.</summary>
internal sealed partial class DiagnosisWorker(
    SessionClaims claims,
    DiagnosisRunner runner,
    DatabaseListener listener,
    IOptions<DiagnosisOptions> options,
    TimeProvider clock,
    ILogger<DiagnosisWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Concurrency).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)));

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var wake = listener.Subscribe(SessionChannels.Work);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await claims.TryClaimAsync(stoppingToken) is { } session)
                {
                    await runner.RunAsync(session, stoppingToken);
                    continue;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (RunFailpoint.ProcessEndedException)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Trouble(logger, exception);
            }

            await WaitAsync(wake, stoppingToken);
        }
    }

    private async Task WaitAsync(DatabaseListener.Subscription wake, CancellationToken stoppingToken)
    {
        try
        {
            await wake.WaitAsync(options.Value.Poll, clock, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the loop ends.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Looking for sessions to work on failed; it is tried again shortly.")]
        public static partial void Trouble(ILogger logger, Exception exception);
    }
}
