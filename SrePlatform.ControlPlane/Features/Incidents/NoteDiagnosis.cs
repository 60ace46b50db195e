using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Writes the end of a diagnosis on its incident's timeline, once.</summary>
internal sealed class NoteDiagnosis(IServiceScopeFactory scopes, TimeProvider time) : IOutboxHandler
{
    public string Kind => DiagnosisOver.Kind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var over = JsonSerializer.Deserialize<DiagnosisOver>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        var details = await DetailsAsync(scope.ServiceProvider.GetRequiredService<AssistantResults>(), over, cancellationToken);
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var incident = await context.Set<Incident>().FromSql($"SELECT i.*, i.xmin FROM control.incident i WHERE id = {over.IncidentId} FOR UPDATE").SingleOrDefaultAsync(token);
            var id = over.DiagnosisId.ToString();
            var noted = incident is null || await context.Set<IncidentEvent>()
                .Where(entry => entry.IncidentId == incident.Id && (entry.Kind == IncidentEventKind.DiagnosisCompleted || entry.Kind == IncidentEventKind.DiagnosisFailed))
                .Select(entry => entry.Details).ToListAsync(token) is var seen && seen.Exists(entry => entry.GetValueOrDefault("diagnosis_id") == id);
            if (!noted)
            {
                incident!.Diagnosed(over.Error is null ? IncidentEventKind.DiagnosisCompleted : IncidentEventKind.DiagnosisFailed, details, "assistant", time.GetUtcNow());
                context.AddHappened(incident);
                await context.SaveChangesAsync(token);
                await transaction.CommitAsync(token);
            }
        }, cancellationToken);
        return OutboxResult.Done;
    }

    private static async Task<Dictionary<string, string>> DetailsAsync(AssistantResults results, DiagnosisOver over, CancellationToken cancellationToken)
    {
        var details = new Dictionary<string, string> { ["diagnosis_id"] = over.DiagnosisId.ToString() };
        if (over.Error is { } error)
        {
            details["error"] = error;
        }

        if (over.SessionId is { } session)
        {
            details["session_id"] = session.ToString();
            if ((await results.FindAnalysisAsync(session, cancellationToken)).Value is { } analysis)
            {
                details["verdict"] = analysis.Verdict;
                details["headline"] = analysis.Headline;
                details["confidence"] = analysis.Confidence.ToString("0.00", CultureInfo.InvariantCulture);
            }
        }

        return details;
    }
}
