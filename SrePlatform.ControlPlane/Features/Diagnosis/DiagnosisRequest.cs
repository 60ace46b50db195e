namespace SrePlatform.ControlPlane.Features.Diagnosis;

internal enum DiagnosisState
{
    /// <summary>Written, not yet handed over.</summary>
    Pending,

    /// <summary>The Assistant has accepted it.</summary>
    Requested,
    Running,
    Completed,
    Failed,
}

internal enum DiagnosisKind
{
    /// <summary>Of an incident's alerts.</summary>
    Alerts,

    /// <summary>Of services that somebody asked about.</summary>
    Deployment,

    /// <summary>How much of something is used, and when it is used up.</summary>
    Capacity,

    /// <summary>A free question.</summary>
    Execute,
}

/// <summary>
/// What the Control Plane knows of one diagnosis: why it was asked for, and how far the Assistant is. The analysis itself is the
/// Assistant's and is read from its views.
/// </summary>
internal sealed class DiagnosisRequest
{
    private const int LongestError = 2000;

    private DiagnosisRequest()
    {
    }

    public DiagnosisRequest(DiagnosisKind kind, IReadOnlyList<string> services, string idempotencyKey, string requestedBy, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Kind = kind;
        Services = services;
        IdempotencyKey = idempotencyKey;
        RequestedBy = requestedBy;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    public DiagnosisKind Kind { get; private set; }

    public Guid? IncidentId { get; init; }

    public int? Generation { get; init; }

    public IReadOnlyList<string> Services { get; private set; } = [];

    /// <summary>What was asked, in the asker's words.</summary>
    public string? Question { get; init; }

    /// <summary>The session that a question goes on from.</summary>
    public Guid? FollowsSessionId { get; init; }

    /// <summary>
    /// For what is answered from all that the asker sees, the teams that gave them sight of it: only who is in all of them may read
    /// the answer. Empty for an asker who sees everything; null where the services alone decide.
    /// </summary>
    public IReadOnlyList<string>? AskerTeams { get; init; }

    /// <summary>True for the one diagnosis that each generation of an incident gets by itself.</summary>
    public bool Automatic { get; init; }

    public DiagnosisState State { get; private set; }

    public Guid? SessionId { get; private set; }

    /// <summary>Sent as <c>Idempotency-Key</c>.</summary>
    public string IdempotencyKey { get; private set; } = "";

    /// <summary>Who asked, by name; <c>system</c> for automatic ones.</summary>
    public string RequestedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? RequestedAt { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public int Progress { get; private set; }

    public string? CurrentStep { get; private set; }

    public string? Error { get; private set; }

    /// <summary>When the Assistant is asked next how far it is.</summary>
    public DateTimeOffset? NextPollAt { get; private set; }

    public int Polls { get; private set; }

    public bool IsOver => State is DiagnosisState.Completed or DiagnosisState.Failed;

    /// <summary>The Assistant has stored the session.</summary>
    public void Accepted(Guid sessionId, DateTimeOffset now, TimeSpan pollAfter)
    {
        if (IsOver || SessionId is not null)
        {
            return;
        }

        SessionId = sessionId;
        State = DiagnosisState.Requested;
        RequestedAt = now;
        NextPollAt = now + pollAfter;
    }

    public void Progressed(int progress, string? step)
    {
        if (!IsOver)
        {
            State = DiagnosisState.Running;
            Progress = Math.Clamp(progress, 0, 100);
            CurrentStep = step is { Length: > 200 } ? step[..200] : step;
        }
    }

    /// <summary>True the first time only.</summary>
    public bool TryComplete(DateTimeOffset now)
    {
        if (IsOver)
        {
            return false;
        }

        (State, Progress, CompletedAt, NextPollAt) = (DiagnosisState.Completed, 100, now, null);
        return true;
    }

    /// <summary>True the first time only.</summary>
    public bool TryFail(string error, DateTimeOffset now)
    {
        if (IsOver)
        {
            return false;
        }

        (State, CompletedAt, NextPollAt) = (DiagnosisState.Failed, now, null);
        Error = error.Length <= LongestError ? error : error[..LongestError];
        return true;
    }
}
