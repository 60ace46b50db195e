using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Tools.ControlPlane;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>One investigation for all alerts of a storm: what they have in common, when it began, where it began.</summary>
internal sealed class AlertsFlow(AlertsTool alerts, Investigation investigation, Corroboration corroboration) : IDiagnosisFlow
{
    public DiagnosisKind Kind => DiagnosisKind.Alerts;

    public async Task<AnalysisDocument> RunAsync(RunContext run, CancellationToken cancellationToken)
    {
        var request = AssistantJson.Deserialize<AlertsRequest>(run.Session.Request);
        await run.StepAsync(Messages.Of("step.reading_alerts"), 5, cancellationToken);
        var observed = await run.Evidence.ObserveAsync(alerts, new AlertsArguments(request.AlertIds), cancellationToken);
        var symptom = AlertCorrelation.Of(observed.Value ?? [], TimeSpan.FromSeconds(request.CorrelationWindow));
        if (observed.Status == ObservationStatus.Empty)
        {
            return UnknownAlerts.Report(run, observed);
        }

        var scope = investigation.Scope(run, symptom.Services, symptom.Signal, symptom.Onset);
        return await corroboration.AddAsync(run, await investigation.RunAsync(run, scope, observed, cancellationToken), cancellationToken);
    }
}
