using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Asks the Assistant how far it is, in case a callback was lost. Rows are claimed in database time, so replicas share the work.</summary>
internal sealed class DiagnosisPollWorker(
    IServiceScopeFactory scopes, DiagnosisOptions options, DatabaseSignals signals, TimeProvider time, ILogger<DiagnosisPollWorker> logger)
    : Worker(signals, time, logger)
{
    private const int AtOnce = 10;

    protected override TimeSpan Interval => options.PollInterval / 2;

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        var claimed = await context.Set<DiagnosisRequest>().FromSql(
            $"""
            UPDATE control.diagnosis SET polls = polls + 1, next_poll_at = now() + {options.PollInterval} * least(1 + polls / 6, 6)
            WHERE id IN (SELECT id FROM control.diagnosis WHERE next_poll_at <= now() ORDER BY next_poll_at LIMIT {AtOnce} FOR UPDATE SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellationToken);
        foreach (var diagnosis in claimed)
        {
            await PollAsync(scope.ServiceProvider, diagnosis, cancellationToken);
        }

        return claimed.Count == AtOnce;
    }

    private async Task PollAsync(IServiceProvider services, DiagnosisRequest diagnosis, CancellationToken cancellationToken)
    {
        var answer = await services.GetRequiredService<AssistantClient>().StatusAsync(diagnosis.SessionId!.Value, cancellationToken);
        var finish = services.GetRequiredService<FinishDiagnosis>();
        if (answer.Value is { } status)
        {
            await ReconcileAsync(services, diagnosis, status, finish, cancellationToken);
        }
        else if (answer.NotFound)
        {
            await finish.RunAsync(diagnosis.Id, "The Assistant does not know this session any more.", cancellationToken);
        }
        else if (Time.GetUtcNow() - diagnosis.CreatedAt > options.GiveUpAfter)
        {
            await finish.RunAsync(diagnosis.Id, answer.Error ?? "The Assistant did not finish in time.", cancellationToken);
        }
    }

    private static async Task ReconcileAsync(
        IServiceProvider services, DiagnosisRequest diagnosis, SessionStatus status, FinishDiagnosis finish, CancellationToken cancellationToken)
    {
        switch (status.Status)
        {
            case "completed":
                await finish.RunAsync(diagnosis.Id, null, cancellationToken);
                break;
            case "failed" or "cancelled":
                await finish.RunAsync(diagnosis.Id, status.Error ?? $"The Assistant reports it as {status.Status}.", cancellationToken);
                break;
            case "processing":
                var context = services.GetRequiredService<SreDbContext>();
                var row = await context.Set<DiagnosisRequest>().SingleAsync(request => request.Id == diagnosis.Id, cancellationToken);
                row.Progressed(status.Progress, status.CurrentStep);
                await context.SaveChangesAsync(cancellationToken);
                break;
        }
    }
}
