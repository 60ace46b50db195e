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
}

/// <summary>
/// What the Control Plane knows of one diagnosis: why it was asked for, and how far the Assistant is. The analysis itself is the
/// Assistant's and is read from its views.
/// </summary>
internal sealed class DiagnosisRequest
{
    private DiagnosisRequest()
    {
    }

    public Guid Id { get; private set; }

    public DiagnosisKind Kind { get; private set; }

    public Guid? IncidentId { get; private set; }

    public int? Generation { get; private set; }

    public IReadOnlyList<string> Services { get; private set; } = [];

    /// <summary>True for the one diagnosis that each generation of an incident gets by itself.</summary>
    public bool Automatic { get; private set; }

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
}
