using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Silences;
using SrePlatform.ControlPlane.Features.Topology;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Groups alerts and keeps incidents up to date; one replica at a time, under an advisory lock, in one transaction a step.</summary>
internal sealed class IncidentWorker(
    IServiceScopeFactory scopes, TopologyReader topology, IncidentTiming timing, DatabaseSignals signals, TimeProvider time, ILogger<IncidentWorker> logger)
    : Worker(signals, time, logger, Channels.Alert, Channels.Silence)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    protected override TimeSpan Interval => timing.Interval / 2 < Longest ? timing.Interval / 2 : Longest;

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        // Asked for before the lock is taken: the time series database may be slow to answer, or away.
        var graph = await context.Set<Alert>().AnyAsync(alert => alert.GroupedAt == null, cancellationToken)
            ? (await topology.GetAsync(cancellationToken)).Graph
            : null;
        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            if (!await context.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({AdvisoryLock.Grouping}) AS \"Value\"").SingleAsync(token))
            {
                return false;
            }

            var more = graph is not null && await scope.ServiceProvider.GetRequiredService<GroupAlerts>().RunAsync(graph, token);
            await context.SaveChangesAsync(token);
            more |= await scope.ServiceProvider.GetRequiredService<ReviseSuppressions>().RunAsync(token);
            await context.SaveChangesAsync(token);
            await scope.ServiceProvider.GetRequiredService<IncidentUpkeep>().RunAsync(token);
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return more;
        }, cancellationToken);
    }
}
