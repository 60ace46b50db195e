namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>Whether a runbook can be used.</summary>
internal enum RunbookState
{
    /// <summary>Its latest version was reviewed and is the one that runs.</summary>
    Usable,

    /// <summary>Its latest version waits for a review; an earlier one may run meanwhile.</summary>
    Waiting,

    /// <summary>Nobody may use it any more.</summary>
    Retired,
}
