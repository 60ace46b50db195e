using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Sessions;

/// <summary>
/// One diagnosis from request to result. The row is the truth: it exists before the request is answered, is worked on under a lease in
/// database time, and its <see cref="Attempt"/> fences every write of a run, so that a run which lost its lease can change nothing.
/// </summary>
internal sealed class DiagnosisSession
{
    private DiagnosisSession()
    {
    }

    public Guid Id { get; private set; }
    public DiagnosisKind Kind { get; private set; }
    public SessionState State { get; private set; }

    /// <summary>The request as JSON, as it was validated.</summary>
    public string Request { get; private set; } = "{}";
    public Guid? IncidentId { get; private set; }
    public int? Generation { get; private set; }
    public string? RequestedBy { get; private set; }
    public int Progress { get; private set; }

    /// <summary>The message key of the step it is at.</summary>
    public string? CurrentStep { get; private set; }
    public string? Error { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was first claimed; the reference time of every attempt, so that a resumed run asks the same questions.</summary>
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public DateTimeOffset? CancelRequestedAt { get; private set; }

    /// <summary>How often it was claimed; the fencing token of its lease.</summary>
    public int Attempt { get; private set; }
    public string? LeaseOwner { get; private set; }
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>The earlier session that this one continues.</summary>
    public Guid? FollowsId { get; private set; }

    /// <summary>The session whose stored observations this one concludes from again.</summary>
    public Guid? ReplayOfId { get; private set; }

    /// <summary>The language model to use in place of the configured one.</summary>
    public string? Model { get; private set; }

    /// <summary>Whether the Control Plane waits to be told of its end: it asked for a diagnosis, not for an answer that it got at once.</summary>
    public bool IsAwaited => Kind is DiagnosisKind.Alerts or DiagnosisKind.Deployment && ReplayOfId is null;

    /// <summary>The trace of the request, which every attempt goes on with.</summary>
    public string? TraceParent { get; private set; }

    public bool IsFinished => State is SessionState.Completed or SessionState.Failed or SessionState.Cancelled;

    public static DiagnosisSession Accept(Guid id, DiagnosisKind kind, string request, Guid? incidentId, int? generation, string? requestedBy, DateTimeOffset at, Guid? followsId = null, Guid? replayOfId = null, string? model = null) => new()
    {
        Id = id,
        Kind = kind,
        State = SessionState.Accepted,
        Request = request,
        IncidentId = incidentId,
        Generation = generation,
        RequestedBy = requestedBy,
        CurrentStep = "step.accepted",
        CreatedAt = at,
        FollowsId = followsId,
        ReplayOfId = replayOfId,
        Model = model,
        TraceParent = AssistantTelemetry.Current,
    };

    /// <summary>The same question as an earlier session's, at the same time, to be answered from what that one stored.</summary>
    public static DiagnosisSession Replay(Guid id, DiagnosisSession original, string? requestedBy, string? model, DateTimeOffset at)
    {
        var replay = Accept(id, original.Kind, original.Request, original.IncidentId, original.Generation, requestedBy, at, replayOfId: original.Id, model: model);
        replay.StartedAt = original.StartedAt;
        return replay;
    }

    /// <summary>Takes the session under a lease: a waiting one, or one whose holder's lease ran out.</summary>
    public SessionError? Claim(string owner, DateTimeOffset databaseTime, TimeSpan lease)
    {
        if (IsFinished)
        {
            return new IllegalTransition(State, SessionState.Processing);
        }

        if (State == SessionState.Processing && LeaseUntil > databaseTime)
        {
            return new LeaseHeld(LeaseOwner ?? "another worker");
        }

        State = SessionState.Processing;
        Attempt++;
        LeaseOwner = owner;
        LeaseUntil = databaseTime + lease;
        StartedAt ??= databaseTime;
        return null;
    }

    public SessionError? Complete(DateTimeOffset at) => Finish(SessionState.Completed, "step.completed", null, at);

    public SessionError? Fail(string error, DateTimeOffset at) => Finish(SessionState.Failed, "step.failed", error, at);

    /// <summary>Asks for cancellation: a waiting session is cancelled at once, a running one when its run notices.</summary>
    public SessionError? RequestCancel(DateTimeOffset at)
    {
        if (State == SessionState.Accepted)
        {
            CancelRequestedAt = at;
            return Finish(SessionState.Cancelled, "step.cancelled", null, at);
        }

        if (State != SessionState.Processing)
        {
            return new IllegalTransition(State, SessionState.Cancelled);
        }

        CancelRequestedAt ??= at;
        return null;
    }

    /// <summary>Ends a run that was asked to stop.</summary>
    public SessionError? Cancel(DateTimeOffset at) => Finish(SessionState.Cancelled, "step.cancelled", null, at);

    private IllegalTransition? Finish(SessionState to, string step, string? error, DateTimeOffset at)
    {
        var allowed = State == SessionState.Processing || (State == SessionState.Accepted && to == SessionState.Cancelled);
        if (!allowed)
        {
            return new IllegalTransition(State, to);
        }

        State = to;
        CurrentStep = step;
        Error = error;
        Progress = 100;
        CompletedAt = at;
        LeaseOwner = null;
        LeaseUntil = null;
        return null;
    }
}
