namespace SrePlatform.ControlPlane.Features.Approvals;

internal enum ApprovalState
{
    /// <summary>Waits for people.</summary>
    Pending,

    /// <summary>Somebody wants it changed first.</summary>
    ChangesRequested,
    Approved,
    Rejected,
    Expired,

    /// <summary>Taken back by whoever asked.</summary>
    Withdrawn,

    /// <summary>Something that it was about changed after it was approved.</summary>
    Void,
}

/// <summary>What somebody said about a request.</summary>
internal enum DecisionKind
{
    Approved,
    Rejected,
    ChangesRequested,
    Delegated,
    Withdrawn,
    BrokeGlass,

    /// <summary>Policy lets it run without people.</summary>
    AllowedByPolicy,
}

/// <summary>Who or what asked for it.</summary>
internal enum ApprovalOrigin
{
    Person,
    Diagnosis,
    Assistant,
    Schedule,
    AlertRule,
    Webhook,
    Revert,
}
