using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Tools.ControlPlane;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>Before against after on named services: around a deployment, around a given time, or simply now.</summary>
internal sealed class DeploymentFlow(DeploymentsTool deployments, Investigation investigation, Corroboration corroboration) : IDiagnosisFlow
{
    private static readonly TimeSpan DeploymentSearch = TimeSpan.FromDays(7);

    public DiagnosisKind Kind => DiagnosisKind.Deployment;

    public async Task<AnalysisDocument> RunAsync(RunContext run, CancellationToken cancellationToken)
    {
        var request = AssistantJson.Deserialize<DeploymentRequest>(run.Session.Request);
        var onset = request.Start ?? (request.DeploymentId is { } deployment ? await DeployedAtAsync(run, deployment, cancellationToken) : null);
        var scope = investigation.Scope(run, request.AffectedServices, null, onset, request.End);
        return await corroboration.AddAsync(run, await investigation.RunAsync(run, scope, null, cancellationToken), cancellationToken);
    }

    private async Task<DateTimeOffset?> DeployedAtAsync(RunContext run, Guid deployment, CancellationToken cancellationToken)
    {
        await run.StepAsync(Messages.Of("step.reading_context"), 5, cancellationToken);
        var window = new WindowArguments(run.ReferenceTime - DeploymentSearch, run.ReferenceTime);
        var observed = await run.Evidence.ObserveAsync(deployments, window, cancellationToken);
        return observed.Value?.FirstOrDefault(record => record.Id == deployment)?.DeployedAt;
    }
}
