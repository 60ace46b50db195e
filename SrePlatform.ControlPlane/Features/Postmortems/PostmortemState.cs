namespace SrePlatform.ControlPlane.Features.Postmortems;

internal enum PostmortemState
{
    /// <summary>The record is being read and the first text written.</summary>
    Drafting,
    Draft,

    /// <summary>Waits for somebody who did not write it.</summary>
    InReview,
    Published,
}

/// <summary>What kind of thing caused an incident; together with the service it tells whether a cause comes back.</summary>
internal enum CauseKind
{
    Unknown,
    Deployment,
    Configuration,
    Capacity,
    Dependency,
    Infrastructure,
    External,
    Process,
}

/// <summary>Who wrote the first text.</summary>
internal enum DraftOrigin
{
    /// <summary>This service, from the record alone.</summary>
    Local,

    /// <summary>The postmortem agent.</summary>
    Agent,
}

internal enum ActionItemState
{
    /// <summary>The draft suggests it; nobody has taken it on.</summary>
    Proposed,
    Open,
    Done,
    Dropped,
}
