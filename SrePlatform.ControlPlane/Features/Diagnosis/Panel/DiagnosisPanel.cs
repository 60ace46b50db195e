using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Panel;

internal enum PanelState
{
    /// <summary>Nobody asked yet.</summary>
    None,

    /// <summary>Asked for, and not yet with the Assistant.</summary>
    Waiting,
    Running,
    Completed,
    Failed,
    Cancelled,

    /// <summary>The Assistant's results cannot be read.</summary>
    Unavailable,
}

/// <summary>Everything that a page shows of one diagnosis.</summary>
internal sealed record DiagnosisPanel(PanelState State)
{
    public SessionRow? Session { get; init; }

    /// <summary>What the Control Plane knows of it; null for a session looked at by itself.</summary>
    public DiagnosisView? Request { get; init; }

    /// <summary>Why it failed or cannot be read, or how long it has been waiting.</summary>
    public string? Problem { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    public IReadOnlyList<ProgressStep> Steps { get; init; } = [];

    public AnalysisDocument? Analysis { get; init; }

    public EvidenceStrip? Evidence { get; init; }

    /// <summary>What a free question came to.</summary>
    public AnswerDocument? Answer { get; init; }

    /// <summary>What a question about capacity came to.</summary>
    public CapacityDocument? Capacity { get; init; }

    /// <summary>Names of the resources that are asked about by id.</summary>
    public IReadOnlyDictionary<string, string> ResourceNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it is an answer that is waited for, rather than a diagnosis.</summary>
    public bool IsQuestion => Request is { Kind: DiagnosisKind.Execute or DiagnosisKind.Capacity } || Session is { Kind: "execute" or "capacity" };

    public IReadOnlyList<ObservationRow> Observations { get; init; } = [];

    /// <summary>Other diagnoses of the same incident, newest first.</summary>
    public IReadOnlyList<DiagnosisView> Others { get; init; } = [];

    /// <summary>What to follow for news of it; empty when there will be none.</summary>
    public string LiveTopics => (State, Request, Session) switch
    {
        (PanelState.Waiting, { } request, _) => $"diagnosis:{request.Id}",
        (PanelState.Running, { } request, { } session) => $"diagnosis:{request.Id} session:{session.SessionId}",
        (PanelState.Running, _, { } session) => $"session:{session.SessionId}",
        _ => "",
    };

    /// <summary>True while something may still change.</summary>
    public bool IsLive => State is PanelState.Waiting or PanelState.Running;
}

/// <summary>A step of a run as it happened.</summary>
internal sealed record ProgressStep(DateTimeOffset At, string Text, string Kind, bool IsLast);
