using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Tools.VictoriaMetrics;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>Everything that was asked for one investigation, answered or not.</summary>
internal sealed record GatheredEvidence(
    Observed<IReadOnlyList<AlertRecord>>? Alerts,
    Observed<TopologyRecord> Topology,
    Observed<IReadOnlyList<DeploymentRecord>> Deployments,
    Observed<IReadOnlyList<AuditRecord>> Audit,
    Observed<IReadOnlyList<IncidentRecord>> Incidents,
    IReadOnlyList<Observed<SignalSeries>> Signals)
{
    /// <summary>All observations, in the order of their numbers.</summary>
    public IEnumerable<ObservedSource> All => Signals.Cast<ObservedSource>()
        .Concat([Topology, Deployments, Audit, Incidents])
        .Concat(Alerts is null ? [] : [Alerts])
        .OrderBy(observed => observed.Number);

    public bool MetricsAnswered => Signals.Any(signal => signal.Answered);

    public bool MetricsHaveData => Signals.Any(signal => signal.Value is { Series.Count: > 0 });
}
