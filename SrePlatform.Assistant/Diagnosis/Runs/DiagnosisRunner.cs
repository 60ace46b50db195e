using Microsoft.Extensions.Options;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>One attempt at one session: runs its flow under lease, budget and cancellation, and ends the session once.</summary>
internal sealed partial class DiagnosisRunner(
    SessionClaims claims,
    RunStore store,
    DatabaseListener listener,
    IServiceScopeFactory scopes,
    IOptions<DiagnosisOptions> options,
    AssistantMetrics metrics,
    TimeProvider clock,
    ILogger<DiagnosisRunner> logger)
{
    public async Task RunAsync(ClaimedSession session, CancellationToken stoppingToken)
    {
        var lease = session.Lease;
        using var activity = AssistantTelemetry.StartAgent(lease.SessionId, EnumText.Of(session.Kind), lease.Attempt, session.TraceParent);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var heartbeat = new RunHeartbeat(lease, claims, listener, options.Value.Heartbeat, clock);
        var beating = heartbeat.BeatAsync(stop);
        try
        {
            await (session.CancelRequested
                ? EndAsync(session, SessionState.Cancelled, null)
                : lease.Attempt > options.Value.MaximumAttempts ? GiveUpAsync(session) : DiagnoseAsync(session, stop.Token));
        }
        catch (LeaseLostException lost)
        {
            Log.LeaseLost(logger, lost.Message);
        }
        catch (OperationCanceledException) when (heartbeat.CancelRequested)
        {
            await EndAsync(session, SessionState.Cancelled, null);
        }
        catch (OperationCanceledException) when (heartbeat.LeaseLost)
        {
            Log.LeaseLost(logger, new LeaseLostException(lease).Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await claims.ReleaseAsync(lease, CancellationToken.None);
        }
        catch (Exception exception) when (DatabaseFaults.IsAway(exception))
        {
            // The session did not fail, and could not be said to have: whoever finds its lease run out goes on from what is stored.
            Log.DatabaseAway(logger, exception, lease.SessionId);
        }
        catch (Exception exception) when (exception is not RunFailpoint.ProcessEndedException)
        {
            Log.Failed(logger, exception, lease.SessionId);
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, exception.GetType().Name);
            await EndAsync(session, SessionState.Failed, Messages.Failed(exception.GetType().Name));
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
        }
    }

    private async Task DiagnoseAsync(ClaimedSession session, CancellationToken cancellationToken)
    {
        var earlier = await store.ResumeAsync(session.Lease, cancellationToken);
        if (session.Lease.Attempt > 1)
        {
            metrics.Resumed();
            Log.Resumed(logger, session.Lease.SessionId, session.Lease.Attempt, earlier.Count);
        }

        var budget = new RunBudget(options.Value.MaximumSteps, options.Value.MaximumToolCalls, TimeSpan.FromSeconds(options.Value.MaximumSeconds), clock);
        ISourceAnswers answers = session.ReplayOfId is { } original ? new RecordedAnswers(await store.ObservationsAsync(original, cancellationToken)) : LiveAnswers.Instance;
        var evidence = new EvidenceLog(session.Lease, earlier, budget, store, answers, metrics, clock);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<RequesterAccess>().Limit(AssistantJson.Deserialize<ScopedRequest>(session.Request).RequesterScope);
        var run = new RunContext(session, evidence, budget, store, scope.ServiceProvider.GetRequiredService<RunFailpoint>());
        if (scope.ServiceProvider.GetServices<IAnswerFlow>().SingleOrDefault(flow => flow.Kind == session.Kind) is { } answering)
        {
            await CompleteAsync(session, await answering.RunAsync(run, cancellationToken), cancellationToken);
            return;
        }

        var flow = scope.ServiceProvider.GetServices<IDiagnosisFlow>().Single(flow => flow.Kind == session.Kind);
        await CompleteAsync(session, await flow.RunAsync(run, cancellationToken), cancellationToken);
    }

    private async Task CompleteAsync(ClaimedSession session, AnalysisDocument document, CancellationToken cancellationToken)
    {
        var analysis = new Analysis
        {
            SessionId = session.Lease.SessionId,
            IncidentId = session.ReplayOfId is null ? session.IncidentId : null,
            Generation = session.Generation,
            Verdict = EnumText.Of(document.Verdict),
            Confidence = document.Confidence.Value,
            Headline = document.Headline.Text.Length > 1000 ? document.Headline.Text[..1000] : document.Headline.Text,
            CreatedAt = clock.GetUtcNow(),
            Document = AssistantJson.Serialize(document),
        };
        object[] results = document.Engine.Narration == ReportWriter.Pending ? [analysis, Enrichment.For(session.Lease.SessionId, analysis.CreatedAt)] : [analysis];
        await store.FinishAsync(session.Lease, (row, now) => row.Complete(now), results, SessionEventKind.Verdict, new
        {
            document.Verdict,
            document.Confidence,
            document.Headline,
            status = SessionState.Completed,
        }, cancellationToken);
        metrics.Finished(EnumText.Of(session.Kind), "completed", analysis.Verdict, (clock.GetUtcNow() - session.ReferenceTime).TotalSeconds);
        Log.Completed(logger, session.Lease.SessionId, analysis.Verdict, analysis.Headline);
    }

    private async Task CompleteAsync(ClaimedSession session, Answer answer, CancellationToken cancellationToken)
    {
        var headline = answer.Headline.Length > 1000 ? answer.Headline[..1000] : answer.Headline;
        var row = new SessionAnswer { SessionId = session.Lease.SessionId, Headline = headline, CreatedAt = clock.GetUtcNow(), Document = answer.Document };
        await store.FinishAsync(session.Lease, (one, now) => one.Complete(now), [row], SessionEventKind.Verdict, new { headline, status = SessionState.Completed }, cancellationToken);
        metrics.Finished(EnumText.Of(session.Kind), "completed", "answered", (clock.GetUtcNow() - session.ReferenceTime).TotalSeconds);
    }

    private Task GiveUpAsync(ClaimedSession session) => EndAsync(session, SessionState.Failed, Messages.GivenUp(options.Value.MaximumAttempts));

    private async Task EndAsync(ClaimedSession session, SessionState state, Message? error)
    {
        try
        {
            await store.FinishAsync(
                session.Lease,
                (row, now) => state == SessionState.Cancelled ? row.Cancel(now) : row.Fail(error?.Text ?? "", now),
                [],
                state == SessionState.Cancelled ? SessionEventKind.Step : SessionEventKind.Error,
                new { (error ?? Messages.Cancelled()).Key, (error ?? Messages.Cancelled()).Args, (error ?? Messages.Cancelled()).Text, status = state },
                CancellationToken.None);
            metrics.Finished(EnumText.Of(session.Kind), EnumText.Of(state), null, (clock.GetUtcNow() - session.ReferenceTime).TotalSeconds);
        }
        catch (LeaseLostException lost)
        {
            Log.LeaseLost(logger, lost.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Diagnosis {SessionId} ended: {Verdict}: {Headline}")]
        public static partial void Completed(ILogger logger, Guid sessionId, string verdict, string headline);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Diagnosis {SessionId} is continued after a crash: attempt {Attempt}, {Observations} observations kept.")]
        public static partial void Resumed(ILogger logger, Guid sessionId, int attempt, int observations);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A run stops and leaves everything as it is: {Reason}")]
        public static partial void LeaseLost(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The database went away from under diagnosis {SessionId}; it is continued when it is back.")]
        public static partial void DatabaseAway(ILogger logger, Exception exception, Guid sessionId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Diagnosis {SessionId} failed.")]
        public static partial void Failed(ILogger logger, Exception exception, Guid sessionId);
    }
}
