using System.Text.Json;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Told to others, through the outbox, when a request is approved, whoever or whatever approved it.</summary>
internal sealed record ApprovalGranted(Guid RequestId)
{
    public const string Kind = "approval.granted";

    /// <summary>The message; one for each time that it is granted, since a freeze or a rule may have held it before.</summary>
    public static OutboxMessage Message(ApprovalRequest request, DateTimeOffset now) =>
        new(now, Kind, $"{request.Id}:{request.Revision}", JsonSerializer.Serialize(new ApprovalGranted(request.Id), ApiJson.Options));
}

/// <summary>Told to the Assistant, through the outbox, when a request that it made is over.</summary>
internal sealed record ApprovalCallback(Guid RequestId, string State, string? Reason, DateTimeOffset At, Guid? SessionId = null, string? Reference = null)
{
    public const string Kind = "approval.callback";
}
