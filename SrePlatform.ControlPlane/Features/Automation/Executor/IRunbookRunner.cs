using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Carries out kinds of runbooks.</summary>
internal interface IRunbookRunner
{
    bool Runs(RunbookKind kind);

    /// <summary>Why it could not be run here, before anything is done; null if it can.</summary>
    Task<RunnerRefusal?> RefusalAsync(RunbookDocument runbook, CancellationToken cancellationToken);

    /// <summary>Acts. An exception other than cancellation is a failure of the run.</summary>
    Task<RunResult> RunAsync(RunOrder order, RunOutput output, CancellationToken cancellationToken);

    /// <summary>What must not be written down, beside the secrets of the order.</summary>
    IReadOnlyList<string> Secrets(RunbookDocument runbook);
}

/// <summary>What is to be done.</summary>
/// <param name="Secrets">Values by the names that the program knows them by.</param>
internal sealed record RunOrder(Plan Plan, RunbookDocument Runbook, IReadOnlyDictionary<string, string> Secrets);

/// <summary>Why something cannot run on this machine.</summary>
/// <param name="Detail">In words, with what to do.</param>
internal sealed record RunnerRefusal(PlanRefusal Reason, string Detail);

/// <summary>How an action ended.</summary>
/// <param name="Reason">Null if it succeeded; else a name.</param>
internal sealed record RunResult(string? Reason, string? Detail)
{
    public static readonly RunResult Succeeded = new(null, null);
}
