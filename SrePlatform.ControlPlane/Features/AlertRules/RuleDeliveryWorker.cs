using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Delivers rules whenever one changes, and looks after them every interval; one replica does it, the others stand by.</summary>
internal sealed class RuleDeliveryWorker(
    NpgsqlDataSource database, IServiceScopeFactory scopes, ScrapeInterval interval, DatabaseSignals signals, TimeProvider time, ILogger<RuleDeliveryWorker> logger)
    : Worker(signals, time, logger, Channels.AlertRule)
{
    private const long Lock = 0x5352_4550_0201;

    protected override TimeSpan Interval => interval.Value;

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var turn = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AdvisoryLock.TryTakeAsync(connection, Lock, cancellationToken))
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<DeliverRules>().RunAsync(cancellationToken);
            return false;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody edited a rule meanwhile: deliver that one.
            return true;
        }
    }
}
