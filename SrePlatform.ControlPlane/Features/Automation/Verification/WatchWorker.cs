using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Automation.Verification;

/// <summary>Looks at what is under way whenever an execution moves, and at the pace of the measurements.</summary>
internal sealed class WatchWorker(IServiceScopeFactory scopes, ScrapeInterval interval, DatabaseSignals signals, TimeProvider time, ILogger<WatchWorker> logger)
    : Worker(signals, time, logger, Channels.Execution)
{
    protected override TimeSpan Interval => interval.Value;

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WatchExecutions>().RunAsync(cancellationToken);
    }
}
