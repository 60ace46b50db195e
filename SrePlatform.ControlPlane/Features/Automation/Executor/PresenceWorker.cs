using SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Says again and again that this executor is there.</summary>
internal sealed partial class PresenceWorker(TellPresence tell, DatabaseSignals signals, TimeProvider time, ILogger<PresenceWorker> logger) : Worker(signals, time, logger)
{
    private bool _told;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(15);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var report = await tell.RunAsync(!_told, cancellationToken);
        if (!_told)
        {
            Log.Isolation(logger, report.State, report.Detail);
            _told = true;
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Isolation of scripts: {State}. {Detail}")]
        public static partial void Isolation(ILogger logger, IsolationState state, string detail);
    }
}
