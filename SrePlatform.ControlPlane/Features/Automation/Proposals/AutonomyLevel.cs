namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>What happens with a proposal, per rule and runbook; earned upwards, lost downwards.</summary>
internal enum AutonomyLevel
{
    /// <summary>It is only written down, to see whether it would have been right.</summary>
    Shadow,

    /// <summary>It is shown; a person has to ask for it.</summary>
    Suggest,

    /// <summary>Approval is asked for by itself.</summary>
    Approve,

    /// <summary>It runs by itself as far as its risk allows.</summary>
    Automatic,
}

/// <summary>What became of a proposal.</summary>
internal enum ProposalDecision
{
    /// <summary>The diagnosis proposes nothing that could be carried out.</summary>
    NothingProposed,
    NoRunbook,
    ParametersInvalid,
    Recorded,
    Suggested,
    Requested,
}
