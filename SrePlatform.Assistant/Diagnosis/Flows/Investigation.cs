using Microsoft.Extensions.Options;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Rca;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>What all flows share once they know what to look at: gather, rank, conclude, report.</summary>
internal sealed class Investigation(
    EvidenceGathering gathering,
    ReportWriter reports,
    IOptions<IntervalOptions> intervals,
    IOptions<DiagnosisOptions> options)
{
    private const int HypothesesShown = 3;

    /// <summary>The window for what was noticed.</summary>
    public InvestigationScope Scope(RunContext run, IReadOnlyList<string> services, string? signal, DateTimeOffset? onset, DateTimeOffset? until = null) =>
        InvestigationScope.Around(services, signal, onset, until, run.ReferenceTime, TimeSpan.FromSeconds(intervals.Value.Seconds), options.Value);

    public async Task<AnalysisDocument> RunAsync(RunContext run, InvestigationScope scope, Observed<IReadOnlyList<AlertRecord>>? alerts, CancellationToken cancellationToken)
    {
        var evidence = await gathering.GatherAsync(run, scope, TimeSpan.FromSeconds(intervals.Value.Seconds), alerts, cancellationToken);
        await run.StepAsync(Messages.Of("step.ranking"), 75, cancellationToken);
        var parameters = RankingInputs.Parameters(scope.Step);
        var input = RankingInputs.Of(scope, evidence);
        RankingResult ranking;
        using (AssistantTelemetry.StartStage("rank"))
        {
            ranking = RootCauseRanking.Rank(input, parameters);
        }

        var finding = VerdictDecision.Decide(
            ranking,
            new SourceCoverage(evidence.MetricsHaveData, evidence.Topology.Answered || ranking.HasTopology, evidence.Deployments.Answered),
            parameters);
        foreach (var candidate in ranking.Candidates.Where(candidate => candidate.Score > 0).Take(HypothesesShown))
        {
            var reason = ReasonMessages.Of(candidate);
            await run.EventAsync(SessionEventKind.Hypothesis, new { candidate.Service, candidate.Score, candidate.Role, reason }, cancellationToken);
        }

        return reports.Write(run, new Findings(scope, evidence, ranking, finding, NormalTime.Of(scope, evidence, input.Troubled)));
    }
}
