using Npgsql;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Platform.Database;

/// <summary>Makes the partitions of the coming months, drops those past retention (<c>Retention:AlertEvents</c>, <c>Retention:Audit</c>, in days), and forgets work of the outbox that is long done.</summary>
internal sealed class RetentionWorker(NpgsqlDataSource database, IConfiguration configuration, DatabaseSignals signals, TimeProvider time, ILogger<RetentionWorker> logger)
    : Worker(signals, time, logger)
{
    private const int AlertEventDays = 92;
    private const int AuditDays = 731;
    private static readonly TimeSpan DoneWorkKept = TimeSpan.FromDays(7);

    protected override TimeSpan Interval => TimeSpan.FromHours(12);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await MaintainAsync("alert_event", configuration.GetValue("Retention:AlertEvents", AlertEventDays), cancellationToken);
        await MaintainAsync("audit_entry", configuration.GetValue("Retention:Audit", AuditDays), cancellationToken);
        await using var done = database.CreateCommand("DELETE FROM control.outbox_message WHERE completed_at < now() - $1");
        done.Parameters.Add(new() { Value = DoneWorkKept });
        await done.ExecuteNonQueryAsync(cancellationToken);
        return false;
    }

    private async Task MaintainAsync(string table, int days, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT control.maintain_partitions($1, $2)");
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = TimeSpan.FromDays(days) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
