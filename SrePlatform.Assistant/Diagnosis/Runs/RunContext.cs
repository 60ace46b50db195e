using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>What a flow works with: the request, the evidence, the budget, and the way to tell how far it is.</summary>
internal sealed class RunContext(ClaimedSession session, EvidenceLog evidence, RunBudget budget, IRunJournal journal, RunFailpoint failpoint)
{
    public ClaimedSession Session => session;

    public EvidenceLog Evidence => evidence;

    public RunBudget Budget => budget;

    /// <summary>"Now" for all questions: when the session was first started, so that a resumed run asks the same ones.</summary>
    public DateTimeOffset ReferenceTime => session.ReferenceTime;

    /// <summary>Says what is being done. Once the steps are spent the flow goes on, and asks nothing more.</summary>
    public async Task StepAsync(Message step, int progress, CancellationToken cancellationToken)
    {
        budget.TryStep();
        await journal.StepAsync(session.Lease, step.Key, progress, new { step.Key, step.Args, step.Text, progress }, cancellationToken);
        await failpoint.Reached(step.Key, cancellationToken);
    }

    public Task EventAsync(SessionEventKind kind, object data, CancellationToken cancellationToken) =>
        journal.AddEventAsync(session.Lease, kind, data, cancellationToken);
}
