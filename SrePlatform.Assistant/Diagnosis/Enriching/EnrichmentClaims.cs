using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Enriching;

/// <summary>An analysis that a model may add to now.</summary>
internal sealed record ClaimedEnrichment(RunLease Lease, ClaimedSession Session, string Document, IReadOnlyList<Observation> Observations);

/// <summary>Takes what waits for a model, one replica at a time, and stores what came of it.</summary>
internal sealed class EnrichmentClaims(AssistantDatabase database, IOptions<LlmOptions> options, TimeProvider clock)
{
    private const int MaximumAttempts = 3;

    /// <summary>Longer than all calls of a run together may take.</summary>
    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.MaximumSecondsPerRun + 30);

    public Task<ClaimedEnrichment?> TryClaimAsync(CancellationToken cancellationToken) => database.InTransactionAsync(async (context, token) =>
    {
        var waiting = await context.Set<Enrichment>().FromSql(
            $"select * from assistant.enrichment where state = 'pending' and lease_until <= now() order by created_at limit 1 for update skip locked").ToListAsync(token);
        if (waiting is not [var enrichment])
        {
            return null;
        }

        enrichment.Claim(await context.NowAsync(token), Lease);
        if (enrichment.Attempt > MaximumAttempts)
        {
            enrichment.End(EnrichmentState.Abandoned);
            return null;
        }

        var session = await context.Set<DiagnosisSession>().AsNoTracking().SingleAsync(row => row.Id == enrichment.SessionId, token);
        var document = await context.Set<Analysis>().AsNoTracking().Where(row => row.SessionId == enrichment.SessionId).Select(row => row.Document).SingleAsync(token);
        var observations = await context.Set<Observation>().AsNoTracking().Where(row => row.SessionId == enrichment.SessionId).OrderBy(row => row.Number).ToListAsync(token);
        return new ClaimedEnrichment(new RunLease(session.Id, enrichment.Attempt, IsEnrichment: true), ClaimedSession.Of(session), document, observations);
    }, cancellationToken);

    /// <summary>Puts the richer document in place of the stored one; refused once another attempt has begun.</summary>
    public Task CompleteAsync(RunLease lease, string document, double confidence, CancellationToken cancellationToken) => database.InTransactionAsync(async (context, token) =>
    {
        var held = await context.Set<Enrichment>().FromSql(
            $"select * from assistant.enrichment where session_id = {lease.SessionId} and attempt = {lease.Attempt} and state = 'pending' for update").ToListAsync(token);
        if (held is not [var enrichment])
        {
            throw new LeaseLostException(lease);
        }

        enrichment.End(EnrichmentState.Done);
        await context.Database.ExecuteSqlAsync(
            $"update assistant.analysis set document = {document}::jsonb, confidence = {confidence} where session_id = {lease.SessionId}", token);
        context.Add(new SessionEvent
        {
            SessionId = lease.SessionId, At = await context.NowAsync(token), Kind = SessionEventKind.Step,
            Data = AssistantJson.Serialize(Report.Messages.Of("step.enriched")),
        });
        await context.NotifyAsync(SessionChannels.Session, lease.SessionId.ToString(), token);
        return true;
    }, cancellationToken);

    public DateTimeOffset Now => clock.GetUtcNow();
}
