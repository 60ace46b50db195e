using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Tools.ControlPlane;
using SrePlatform.Assistant.Tools.VictoriaMetrics;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>Asks all sources about the window of an investigation, a few questions at a time.</summary>
internal sealed class EvidenceGathering(
    TopologyTool topology,
    DeploymentsTool deployments,
    AuditTool audit,
    IncidentsTool incidents,
    EarlierAlertsTool earlierAlerts,
    SignalTool signals)
{
    private const int QuestionsAtOnce = 4;

    /// <summary>Incidents and changes of this long before the window are still of interest.</summary>
    private static readonly TimeSpan ContextLead = TimeSpan.FromMinutes(30);

    /// <summary>Which version replaced which, and when, tells a rollback from a new version.</summary>
    private static readonly TimeSpan DeploymentLead = TimeSpan.FromDays(1);

    public async Task<GatheredEvidence> GatherAsync(
        RunContext run, InvestigationScope scope, TimeSpan interval, Observed<IReadOnlyList<AlertRecord>>? alerts, CancellationToken cancellationToken)
    {
        await run.StepAsync(Messages.Of("step.reading_context"), 20, cancellationToken);
        var window = new WindowArguments(scope.Start - ContextLead, scope.End);
        var askedTopology = run.Evidence.ObserveAsync(topology, new TopologyArguments(), cancellationToken);
        var askedDeployments = run.Evidence.ObserveAsync(deployments, window with { Since = scope.Start - DeploymentLead }, cancellationToken);
        var askedAudit = run.Evidence.ObserveAsync(audit, window, cancellationToken);
        var askedIncidents = run.Evidence.ObserveAsync(incidents, new IncidentsArguments(scope.Start - ContextLead), cancellationToken);
        var askedEarlier = run.Evidence.ObserveAsync(earlierAlerts, new WindowArguments(scope.Start, scope.End), cancellationToken);
        await Task.WhenAll(askedTopology, askedDeployments, askedAudit, askedIncidents, askedEarlier);

        await run.StepAsync(Messages.Of("step.reading_metrics"), 40, cancellationToken);
        var gathered = await GatherSignalsAsync(run, scope, interval, cancellationToken);
        return new GatheredEvidence(alerts, await askedTopology, await askedDeployments, await askedAudit, await askedIncidents, await askedEarlier, gathered);
    }

    private async Task<IReadOnlyList<Observed<SignalSeries>>> GatherSignalsAsync(RunContext run, InvestigationScope scope, TimeSpan interval, CancellationToken cancellationToken)
    {
        using var turns = new SemaphoreSlim(QuestionsAtOnce);
        return await Task.WhenAll(SignalQueries.For(interval).Select(async query =>
        {
            await turns.WaitAsync(cancellationToken);
            try
            {
                return await run.Evidence.ObserveAsync(signals, new SignalArguments(query, scope.Start, scope.End, scope.Step), cancellationToken);
            }
            finally
            {
                turns.Release();
            }
        }));
    }
}
