namespace SrePlatform.ControlPlane.Features.Automation;

internal enum ExecutionState
{
    Queued,

    /// <summary>An executor has it and checks it; nothing has been done.</summary>
    Claimed,

    /// <summary>It may be having its effect.</summary>
    Running,
    Succeeded,
    Failed,

    /// <summary>The executor would not run it.</summary>
    Refused,

    /// <summary>The executor was lost while it ran: what it did is not known, and it is not repeated.</summary>
    Unknown,
    Cancelled,
}

/// <summary>What became of it.</summary>
internal enum ExecutionOutcome
{
    /// <summary>Nobody looks: it did not run, or was a dry run.</summary>
    None,

    /// <summary>The signals are being watched.</summary>
    Watching,
    Fixed,
    NoChange,
    Worse,
}
