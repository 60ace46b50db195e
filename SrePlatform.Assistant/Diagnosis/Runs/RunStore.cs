using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Diagnosis.Callbacks;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Persistence;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>Everything that a run writes: each write is refused once the run's lease is void.</summary>
internal sealed class RunStore(AssistantDatabase database) : IRunJournal
{
    /// <summary>What earlier attempts observed; their unanswered questions are set aside so that they can be asked again.</summary>
    public Task<IReadOnlyList<Observation>> ResumeAsync(RunLease lease, CancellationToken cancellationToken) => GuardedAsync(lease, async (context, token) =>
    {
        await context.Set<Observation>()
            .Where(row => row.SessionId == lease.SessionId && !row.Superseded
                && row.Status != ObservationStatus.Checked && row.Status != ObservationStatus.Empty)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Superseded, true), token);
        return (IReadOnlyList<Observation>)await context.Set<Observation>().AsNoTracking()
            .Where(row => row.SessionId == lease.SessionId)
            .OrderBy(row => row.Number)
            .ToListAsync(token);
    }, cancellationToken);

    /// <summary>What a session observed.</summary>
    public Task<List<Observation>> ObservationsAsync(Guid sessionId, CancellationToken cancellationToken) => database.ReadAsync(
        (context, token) => context.Set<Observation>().AsNoTracking().Where(row => row.SessionId == sessionId).OrderBy(row => row.Number).ToListAsync(token), cancellationToken);

    public Task AddObservationAsync(RunLease lease, Observation observation, object eventData, CancellationToken cancellationToken) => GuardedAsync(lease, async (context, token) =>
    {
        context.Add(observation);
        await AddEventAsync(context, lease.SessionId, SessionEventKind.Observation, eventData, token);
        return true;
    }, cancellationToken);

    public Task AddEventAsync(RunLease lease, SessionEventKind kind, object data, CancellationToken cancellationToken) => GuardedAsync(lease, async (context, token) =>
    {
        await AddEventAsync(context, lease.SessionId, kind, data, token);
        return true;
    }, cancellationToken);

    public Task StepAsync(RunLease lease, string step, int progress, object data, CancellationToken cancellationToken) => GuardedAsync(lease, async (context, token) =>
    {
        await context.Set<DiagnosisSession>().Where(row => row.Id == lease.SessionId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.CurrentStep, step).SetProperty(row => row.Progress, progress), token);
        await AddEventAsync(context, lease.SessionId, SessionEventKind.Step, data, token);
        return true;
    }, cancellationToken);

    /// <summary>Ends the session: its state, its last event, its results if any and the callback, together or not at all.</summary>
    public Task FinishAsync(RunLease lease, Func<DiagnosisSession, DateTimeOffset, SessionError?> transition, IReadOnlyList<object> results, SessionEventKind kind, object data, CancellationToken cancellationToken) =>
        GuardedAsync(lease, async (context, token) =>
        {
            var session = await context.Set<DiagnosisSession>().SingleAsync(row => row.Id == lease.SessionId, token);
            var now = await context.NowAsync(token);
            if (transition(session, now) is { } refused)
            {
                throw new InvalidOperationException(refused.Message);
            }

            context.AddRange(results);
            if (results.OfType<Enrichment>().Any())
            {
                await context.NotifyAsync(SessionChannels.Enrichment, session.Id.ToString(), token);
            }

            await AddEventAsync(context, lease.SessionId, kind, data, token);
            if (session.IsAwaited)
            {
                context.Add(CallbackDelivery.For(session.Id, AssistantJson.Serialize(CallbackMessage.About(session)), now));
                await context.NotifyAsync(SessionChannels.Callback, "", token);
            }

            return true;
        }, cancellationToken);

    private static async Task AddEventAsync(AssistantDbContext context, Guid sessionId, SessionEventKind kind, object data, CancellationToken cancellationToken)
    {
        context.Add(new SessionEvent { SessionId = sessionId, At = await context.NowAsync(cancellationToken), Kind = kind, Data = AssistantJson.Serialize(data) });
        await context.NotifyAsync(SessionChannels.Session, sessionId.ToString(), cancellationToken);
    }

    private Task<T> GuardedAsync<T>(RunLease lease, Func<AssistantDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        database.InTransactionAsync(async (context, token) =>
        {
            var rows = context.Database;
            var held = await (lease.IsEnrichment
                ? rows.SqlQuery<int>(
                    $"""
                    select 1 as "Value" from assistant.enrichment
                    where session_id = {lease.SessionId} and attempt = {lease.Attempt} and state = 'pending' for update
                    """)
                : rows.SqlQuery<int>(
                    $"""
                    select 1 as "Value" from assistant.diagnosis_session
                    where id = {lease.SessionId} and attempt = {lease.Attempt} and state = 'processing' for update
                    """)).ToListAsync(token);
            return held.Count == 1 ? await work(context, token) : throw new LeaseLostException(lease);
        }, cancellationToken);
}
