namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>How a runbook acts.</summary>
internal enum RunbookKind
{
    /// <summary>A call to a configured connection.</summary>
    HttpCall,

    /// <summary>A script in isolation on the executor's machine.</summary>
    Script,
    AnsiblePlaybook,
    TerraformApply,

    /// <summary>Puts an earlier version of a service back, through a connection.</summary>
    Rollback,
    Scale,
    Restart,

    /// <summary>Silences alerts, through a connection.</summary>
    Silence,
}

/// <summary>What can go wrong, and so who has to agree.</summary>
internal enum RunbookRisk
{
    /// <summary>Nobody has to agree.</summary>
    Low,

    /// <summary>Runs at once and is noted loudly.</summary>
    Medium,

    /// <summary>One person who is not the requester.</summary>
    High,

    /// <summary>Two people who are not the requester.</summary>
    Critical,
}

/// <summary>What a risk asks for.</summary>
internal static class RunbookRisks
{
    /// <summary>How many people other than the requester have to approve.</summary>
    public static int RequiredApprovals(this RunbookRisk risk) => risk switch
    {
        RunbookRisk.Low or RunbookRisk.Medium => 0,
        RunbookRisk.High => 1,
        RunbookRisk.Critical => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(risk)),
    };
}
