using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>What one person said about what they saw; written once.</summary>
internal sealed class ApprovalDecision
{
    private ApprovalDecision()
    {
    }

    public ApprovalDecision(Guid requestId, DecisionKind kind, Actor by, string? reason, string digest, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (RequestId, Kind, Actor, ActorId, Reason, Digest, At) = (requestId, kind, by.Name, by.Id, reason, digest, now);
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public DecisionKind Kind { get; private set; }

    public string Actor { get; private set; } = "";

    public string ActorId { get; private set; } = "";

    public string? Reason { get; private set; }

    /// <summary>The digest of what was decided on.</summary>
    public string Digest { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}
