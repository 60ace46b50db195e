using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>Seals what was written, and says so outside the database.</summary>
internal sealed class AuditSealWorker(SealAudit seal, Checkpoints checkpoints, DatabaseSignals signals, TimeProvider time, ILogger<AuditSealWorker> logger)
    : Worker(signals, time, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromMinutes(1);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var count = await seal.RunAsync(cancellationToken);
        await checkpoints.ExportAsync(cancellationToken);
        return count > 0;
    }
}

/// <summary>Makes the partitions of the coming months, and drops the segments past retention (<c>Retention:Audit</c>, in days).</summary>
internal sealed class AuditRetentionWorker(DropSealed drop, IConfiguration configuration, DatabaseSignals signals, TimeProvider time, ILogger<AuditRetentionWorker> logger)
    : Worker(signals, time, logger)
{
    private const int UsualDays = 731;

    protected override TimeSpan Interval => TimeSpan.FromHours(12);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await drop.RunAsync(TimeSpan.FromDays(configuration.GetValue("Retention:Audit", UsualDays)), cancellationToken);
        return false;
    }
}
