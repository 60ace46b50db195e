using System.Globalization;
using System.Text.Json;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Evaluation.Scenarios;

/// <summary>Brings situations about in a running demo shop, diagnoses each as the service would, and keeps what it was answered.</summary>
internal sealed class ScenarioRecorder(RecordSettings settings, FlowHost host, ShopSwitches switches, TextWriter output)
{
    private const int CorrelationSeconds = 300;
    private static readonly TimeSpan LongestWaitForAlert = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan WithoutAlert = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan AfterFirstAlert = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock = host.Services.GetRequiredService<TimeProvider>();
    private readonly ControlPlaneClient _controlPlane = host.Services.GetRequiredService<ControlPlaneClient>();
    private int _healthy;

    /// <summary>Lets the shop calm down, records it healthy, then with the faults of the plan.</summary>
    public async Task RecordAsync(RecordingPlan plan, CancellationToken cancellationToken)
    {
        await CalmAsync(cancellationToken);
        await RecordHealthyAsync(cancellationToken);
        var began = _clock.GetUtcNow();
        try
        {
            foreach (var fault in plan.Faults)
                await switches.OnAsync(fault, cancellationToken);
            var (flow, request) = plan.AsksAboutServices is { } services
                ? await AboutServicesAsync(services, cancellationToken)
                : await AboutAlertsAsync(began, cancellationToken);
            await KeepAsync(plan.Name, plan.Kind, plan.Truth, plan.Faults, plan.Edits ?? [], began, flow, request, cancellationToken);
        }
        finally
        {
            await switches.TryAllOffAsync(CancellationToken.None);
        }
    }

    private async Task RecordHealthyAsync(CancellationToken cancellationToken)
    {
        var services = RecordingPlan.HealthyQuestions[_healthy++ % RecordingPlan.HealthyQuestions.Count];
        await KeepAsync("healthy", "none", [], [], [], _clock.GetUtcNow(), DiagnosisKind.Deployment, Request(services), cancellationToken);
    }

    /// <summary>Everything off, no alert firing, and some time after that.</summary>
    private async Task CalmAsync(CancellationToken cancellationToken)
    {
        await switches.AllOffAsync(cancellationToken);
        var calmSince = _clock.GetUtcNow();
        while (_clock.GetUtcNow() - calmSince < settings.Settle)
        {
            if ((await FiringAsync(cancellationToken)).Count > 0)
                calmSince = _clock.GetUtcNow();
            await Task.Delay(Poll, _clock, cancellationToken);
        }
    }

    private async Task<(DiagnosisKind, string)> AboutServicesAsync(IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        await Task.Delay(WithoutAlert, _clock, cancellationToken);
        return (DiagnosisKind.Deployment, Request(services));
    }

    /// <summary>The alerts that the fault sets off; where none fires in time, a question about the shop's front.</summary>
    private async Task<(DiagnosisKind, string)> AboutAlertsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        while (_clock.GetUtcNow() - since < LongestWaitForAlert)
        {
            if ((await FiringAsync(cancellationToken)).Count > 0)
            {
                await Task.Delay(AfterFirstAlert, _clock, cancellationToken);
                var firing = await FiringAsync(cancellationToken);
                if (firing.Count > 0)
                    return (DiagnosisKind.Alerts, AssistantJson.Serialize(new AlertsRequest([.. firing.Select(alert => alert.Id)], CorrelationSeconds)));
            }

            await Task.Delay(Poll, _clock, cancellationToken);
        }

        return (DiagnosisKind.Deployment, Request(["storefront"]));
    }

    /// <summary>Alerts about services of the shop; the platform watches itself too.</summary>
    private async Task<IReadOnlyList<AlertRecord>> FiringAsync(CancellationToken cancellationToken)
    {
        var bytes = await _controlPlane.GetAsync("/api/v1/alerts?status=firing&limit=200", cancellationToken);
        return [.. AssistantJson.Deserialize<ControlPlanePage<AlertRecord>>(bytes.Content).Items.Where(alert => alert.Service is { } service && ShopServices.Contains(service))];
    }

    private static readonly HashSet<string> ShopServices = [.. RecordingPlan.HealthyQuestions.SelectMany(services => services)];

    private static string Request(IReadOnlyList<string> services) =>
        AssistantJson.Serialize(new DeploymentRequest(null, services, null, null, null, null, null));

    private async Task KeepAsync(
        string name, string kind, IReadOnlyList<string> truth, IReadOnlyList<string> faults, IReadOnlyList<string> edits, DateTimeOffset faultAt,
        DiagnosisKind flow, string request, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var session = new ClaimedSession(new RunLease(Guid.CreateVersion7(now), 1), flow, request, null, null, now, CancelRequested: false);
        var result = await host.Runs.RunAsync(session, new EditedAnswers(edits, faultAt), cancellationToken);
        if (result.Observations.FirstOrDefault(row => row.Status == ObservationStatus.Unavailable) is { } unavailable)
            throw new IncompleteAnswerException($"{unavailable.Tool} was not answered ({unavailable.Summary}), so this situation was not kept.");
        var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{now.UtcDateTime:yyyyMMdd-HHmmss}");
        using var parsed = JsonDocument.Parse(request);
        var scenario = new Scenario(
            id, kind, settings.Phase, truth, faults, edits, now, flow, parsed.RootElement.Clone(), now, settings.IntervalSeconds, settings.BaselineSeconds,
            [.. result.Observations.Select(RecordedObservation.Of)]);
        scenario.WriteTo(settings.Folder);
        Report(scenario, result.Document);
    }

    private void Report(Scenario scenario, AnalysisDocument document) => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{scenario.Id} [{string.Join('+', scenario.Truth)}]: {document.Headline.Text} ({document.Confidence.Value:F2})"));
}

/// <summary>A source failed while a situation was recorded, which would make the recording tell of that instead.</summary>
internal sealed class IncompleteAnswerException(string message) : Exception(message);
