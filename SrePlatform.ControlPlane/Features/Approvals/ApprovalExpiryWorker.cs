using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Ends requests that nobody decided in time.</summary>
internal sealed class ApprovalExpiryWorker(AuditLog audit, IServiceScopeFactory scopes, DatabaseSignals signals, TimeProvider time, ILogger<ApprovalExpiryWorker> logger)
    : Worker(signals, time, logger)
{
    private const int AtOnce = 50;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(15);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var now = Time.GetUtcNow();
            var due = await context.Set<ApprovalRequest>().FromSql(
                $"SELECT a.*, a.xmin FROM control.approval_request a WHERE (state IN ('pending', 'changes_requested') OR (state = 'approved' AND held_until IS NOT NULL)) AND expires_at <= {now} ORDER BY expires_at LIMIT {AtOnce} FOR UPDATE SKIP LOCKED")
                .ToListAsync(token);
            foreach (var request in due.Where(request => request.TryExpire(now)))
            {
                audit.Add(context, Actor.System, new AuditRecord("approval.expired", "approval", request.Reference) { Details = RequestApproval.Details(request) });
                DecideApproval.AnswerAssistant(context, request, null, now);
            }

            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return due.Count == AtOnce;
        }, cancellationToken);
    }
}
