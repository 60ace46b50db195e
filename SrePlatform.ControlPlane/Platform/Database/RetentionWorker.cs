using Npgsql;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Platform.Database;

/// <summary>Makes the partitions of the coming months, drops those past retention (<c>Retention:AlertEvents</c>, in days), and forgets work of the outbox that is long done.</summary>
internal sealed class RetentionWorker(NpgsqlDataSource database, IConfiguration configuration, DatabaseSignals signals, TimeProvider time, ILogger<RetentionWorker> logger)
    : Worker(signals, time, logger)
{
    private const int AlertEventDays = 92;
    private static readonly TimeSpan DoneWorkKept = TimeSpan.FromDays(7);

    protected override TimeSpan Interval => TimeSpan.FromHours(12);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using (var months = database.CreateCommand("SELECT control.maintain_partitions('alert_event', $1)"))
        {
            months.Parameters.Add(new() { Value = TimeSpan.FromDays(configuration.GetValue("Retention:AlertEvents", AlertEventDays)) });
            await months.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var done = database.CreateCommand("DELETE FROM control.outbox_message WHERE completed_at < now() - $1");
        done.Parameters.Add(new() { Value = DoneWorkKept });
        await done.ExecuteNonQueryAsync(cancellationToken);
        return false;
    }
}
