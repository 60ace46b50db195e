using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Replay;

/// <summary>What a run without a session row yields.</summary>
internal sealed record OfflineResult(AnalysisDocument Document, IReadOnlyList<Observation> Observations);

/// <summary>
/// One run of a flow outside of the worker: nothing is stored and nobody is told. With <see cref="RecordedAnswers"/> it
/// is a replay, with <see cref="LiveAnswers"/> it is how a recording is made; the flow is the same as ever.
/// </summary>
internal sealed class OfflineRun(
    IServiceScopeFactory scopes,
    IOptions<DiagnosisOptions> options,
    AssistantMetrics metrics,
    TimeProvider clock)
{
    /// <summary>Runs a flow.</summary>
    /// <param name="session">The request and its reference time; the lease is only a name here.</param>
    /// <param name="answers">Where answers come from.</param>
    public async Task<OfflineResult> RunAsync(ClaimedSession session, ISourceAnswers answers, CancellationToken cancellationToken)
    {
        var budget = new RunBudget(options.Value.MaximumSteps, options.Value.MaximumToolCalls, TimeSpan.FromSeconds(options.Value.MaximumSeconds), clock);
        var journal = new MemoryJournal();
        var evidence = new EvidenceLog(session.Lease, [], budget, journal, answers, metrics, clock);
        await using var scope = scopes.CreateAsyncScope();
        var flow = scope.ServiceProvider.GetServices<IDiagnosisFlow>().Single(flow => flow.Kind == session.Kind);
        var document = await flow.RunAsync(new RunContext(session, evidence, budget, journal, new RunFailpoint()), cancellationToken);
        return new OfflineResult(document, journal.Observations);
    }
}
