using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Sessions;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>A session that this process may work on now.</summary>
internal sealed record ClaimedSession(
    RunLease Lease,
    DiagnosisKind Kind,
    string Request,
    Guid? IncidentId,
    int? Generation,
    DateTimeOffset ReferenceTime,
    bool CancelRequested,
    Guid? FollowsId = null,
    Guid? ReplayOfId = null,
    string? Model = null,
    string? TraceParent = null)
{
    /// <summary>A session that has just been claimed.</summary>
    public static ClaimedSession Of(DiagnosisSession session) => new(
        new RunLease(session.Id, session.Attempt),
        session.Kind,
        session.Request,
        session.IncidentId,
        session.Generation,
        session.StartedAt!.Value,
        session.CancelRequestedAt is not null,
        session.FollowsId,
        session.ReplayOfId,
        session.Model,
        session.TraceParent);
}

/// <summary>Takes, keeps and returns leases on sessions, in database time.</summary>
internal sealed class SessionClaims(AssistantDatabase database, IOptions<DiagnosisOptions> options)
{
    public static readonly string Owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>The oldest session that waits, or whose holder's lease ran out; null when there is none.</summary>
    public Task<ClaimedSession?> TryClaimAsync(CancellationToken cancellationToken) => database.InTransactionAsync(async (context, token) =>
    {
        var waiting = await context.Set<DiagnosisSession>().FromSql(
            $"""
            select * from assistant.diagnosis_session
            where state = 'accepted' or (state = 'processing' and lease_until < now())
            order by created_at, id
            limit 1
            for update skip locked
            """).ToListAsync(token);
        if (waiting is not [var session] || session.Claim(Owner, await context.NowAsync(token), options.Value.Lease) is not null)
        {
            return null;
        }

        return ClaimedSession.Of(session);
    }, cancellationToken);

    /// <summary>Extends the lease. True when the run was asked to stop.</summary>
    /// <exception cref="LeaseLostException">Another attempt has begun, or the session ended.</exception>
    public async Task<bool> ExtendAsync(RunLease lease, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (context, token) => context.Database.SqlQuery<bool>(
                $"""
                update assistant.diagnosis_session set lease_until = now() + {options.Value.Lease}
                where id = {lease.SessionId} and attempt = {lease.Attempt} and state = 'processing'
                returning cancel_requested_at is not null as "Value"
                """).ToListAsync(token),
            cancellationToken);
        return rows is [var cancelRequested] ? cancelRequested : throw new LeaseLostException(lease);
    }

    /// <summary>Lets another process continue at once, as this one is stopping.</summary>
    public Task ReleaseAsync(RunLease lease, CancellationToken cancellationToken) => database.InTransactionAsync(async (context, token) =>
    {
        await context.Database.ExecuteSqlAsync(
            $"""
            update assistant.diagnosis_session set lease_until = now() - interval '1 second'
            where id = {lease.SessionId} and attempt = {lease.Attempt} and state = 'processing'
            """, token);
        await context.NotifyAsync(SessionChannels.Work, lease.SessionId.ToString(), token);
        return true;
    }, cancellationToken);
}
