using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Carries out kinds of runbooks.</summary>
internal interface IRunbookRunner
{
    bool Runs(RunbookKind kind);

    /// <summary>Why it could not be run here, before anything is done.</summary>
    PlanRefusal CanRun(RunbookDocument runbook);

    /// <summary>Acts. An exception other than cancellation is a failure of the run.</summary>
    Task<RunResult> RunAsync(Plan plan, RunbookDocument runbook, RunOutput output, CancellationToken cancellationToken);

    /// <summary>What must not be written down.</summary>
    IReadOnlyList<string> Secrets(RunbookDocument runbook);
}

/// <summary>How an action ended.</summary>
/// <param name="Reason">Null if it succeeded; else a name.</param>
internal sealed record RunResult(string? Reason, string? Detail)
{
    public static readonly RunResult Succeeded = new(null, null);
}
