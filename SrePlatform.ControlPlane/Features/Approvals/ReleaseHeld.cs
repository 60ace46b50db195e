using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.ChangePolicy;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Lets go what a freeze held, when it is over or was ended. What has expired meanwhile is ended by <see cref="ApprovalExpiryWorker"/> and never runs.</summary>
internal sealed class ReleaseHeld(IServiceScopeFactory scopes, DatabaseSignals signals, TimeProvider time, ILogger<ReleaseHeld> logger) : Worker(signals, time, logger)
{
    private const int AtOnce = 50;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(15);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        var policies = scope.ServiceProvider.GetRequiredService<AskPolicy>();
        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var now = Time.GetUtcNow();
            var held = await context.Set<ApprovalRequest>().FromSql(
                $"SELECT a.*, a.xmin FROM control.approval_request a WHERE state = 'approved' AND held_until IS NOT NULL AND expires_at > {now} ORDER BY held_until LIMIT {AtOnce} FOR UPDATE SKIP LOCKED")
                .ToListAsync(token);
            foreach (var request in held)
            {
                if ((await policies.RunAsync(request.ToPolicyAction(), now, token)).HeldBy is { } freeze)
                {
                    request.TryHold(freeze.EndsAt, freeze.Reason, now);
                    continue;
                }

                request.Release(now);
                context.Add(ApprovalGranted.Message(request, now));
            }

            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return false;
        }, cancellationToken);
    }
}
