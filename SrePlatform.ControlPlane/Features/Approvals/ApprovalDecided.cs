namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Told to others, through the outbox, when a request is approved, whoever or whatever approved it.</summary>
internal sealed record ApprovalGranted(Guid RequestId)
{
    public const string Kind = "approval.granted";
}

/// <summary>Told to the Assistant, through the outbox, when a request that it made is over.</summary>
internal sealed record ApprovalCallback(Guid RequestId, string State, string? Reason, DateTimeOffset At, Guid? SessionId = null, string? Reference = null)
{
    public const string Kind = "approval.callback";
}
