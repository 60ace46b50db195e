using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Hands a diagnosis to the Assistant. A repeated hand-over finds the same session, because the key is the same.</summary>
internal sealed class HandOverDiagnosis(IServiceScopeFactory scopes, DiagnosisOptions options, DiagnosisMetrics metrics, TimeProvider time) : IOutboxHandler
{
    public string Kind => HandOver.Kind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var handOver = JsonSerializer.Deserialize<HandOver>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SreDbContext>().Set<DiagnosisRequest>().AnyAsync(request => request.Id == handOver.DiagnosisId && request.State == DiagnosisState.Failed, cancellationToken))
        {
            return OutboxResult.Done; // Cancelled before it was handed over.
        }

        var answer = await scope.ServiceProvider.GetRequiredService<AssistantClient>().StartAsync(handOver.Path, handOver.Body, message.Key, cancellationToken);
        if (answer.Value is { } session)
        {
            var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
            if (await context.Set<DiagnosisRequest>().AnyAsync(request => request.SessionId == session.SessionId && request.Id != handOver.DiagnosisId, cancellationToken))
            {
                // The Assistant joins what it runs already, for instance one that was cancelled here and not yet there.
                return await GiveUpAsync(scope, handOver, message, "The Assistant is working on another diagnosis of this. Ask again when it has ended.", cancellationToken);
            }

            var diagnosis = await context.Set<DiagnosisRequest>().SingleAsync(request => request.Id == handOver.DiagnosisId, cancellationToken);
            diagnosis.Accepted(session.SessionId, time.GetUtcNow(), options.PollInterval);
            await context.SaveChangesAsync(cancellationToken);
            metrics.HandedOver("accepted", time.GetUtcNow() - message.CreatedAt);
            return OutboxResult.Done;
        }

        var error = answer.Error ?? "The Assistant gave no session.";
        if (!answer.IsFinal && time.GetUtcNow() - message.CreatedAt < options.GiveUpAfter)
        {
            metrics.HandedOver("retried", time.GetUtcNow() - message.CreatedAt);
            return OutboxResult.TryAgain(error, answer.RetryAfter);
        }

        return await GiveUpAsync(scope, handOver, message, error, cancellationToken);
    }

    private async Task<OutboxResult> GiveUpAsync(AsyncServiceScope scope, HandOver handOver, ClaimedMessage message, string error, CancellationToken cancellationToken)
    {
        await scope.ServiceProvider.GetRequiredService<FinishDiagnosis>().RunAsync(handOver.DiagnosisId, error, cancellationToken);
        metrics.HandedOver("given_up", time.GetUtcNow() - message.CreatedAt);
        return OutboxResult.GiveUp(error);
    }
}
