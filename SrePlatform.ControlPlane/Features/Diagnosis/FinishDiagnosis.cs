using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Told to others, through the outbox, when the diagnosis of an incident is over.</summary>
/// <param name="Error">Why it failed; null if it did not.</param>
internal sealed record DiagnosisOver(Guid DiagnosisId, Guid IncidentId, Guid? SessionId, string? Error)
{
    public const string Kind = "diagnosis.over";
}

/// <summary>Ends a diagnosis, once: a callback and a poll may both say so, and each may say so twice.</summary>
internal sealed class FinishDiagnosis(SreDbContext context, DiagnosisMetrics metrics, TimeProvider time)
{
    /// <param name="diagnosisId">Which one.</param>
    /// <param name="error">Why it failed; null if it completed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task RunAsync(Guid diagnosisId, string? error, CancellationToken cancellationToken) =>
        context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var diagnosis = await context.Set<DiagnosisRequest>()
                .FromSql($"SELECT * FROM control.diagnosis WHERE id = {diagnosisId} FOR UPDATE").SingleAsync(token);
            var now = time.GetUtcNow();
            if (error is null ? diagnosis.TryComplete(now) : diagnosis.TryFail(error, now))
            {
                if (diagnosis.IncidentId is { } incident)
                {
                    var over = new DiagnosisOver(diagnosis.Id, incident, diagnosis.SessionId, error);
                    context.Add(new OutboxMessage(now, DiagnosisOver.Kind, diagnosis.Id.ToString(), JsonSerializer.Serialize(over, ApiJson.Options)));
                }

                await context.SaveChangesAsync(token);
                metrics.Finished(diagnosis.State, now - diagnosis.CreatedAt);
            }

            await transaction.CommitAsync(token);
        }, cancellationToken);
}
