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
    Observed<IReadOnlyList<AlertRecord>> EarlierAlerts,
    IReadOnlyList<Observed<SignalSeries>> Signals)
{
    /// <summary>All observations, in the order of their numbers.</summary>
    public IEnumerable<ObservedSource> All => Signals.Cast<ObservedSource>()
        .Concat([Topology, Deployments, Audit, Incidents, EarlierAlerts])
        .Concat(Alerts is null ? [] : [Alerts])
        .OrderBy(observed => observed.Number);

    /// <summary>Whether a deployment is a rollback: it goes back to a version that was out before the one that it leaves.</summary>
    public bool Restores(DeploymentRecord deployment) =>
        FirstSeen(deployment, deployment.Version) is { } restored && FirstSeen(deployment, deployment.PreviousVersion) is { } left && restored < left;

    /// <summary>Whether a version is one that people have left by a rollback; nobody should be sent back to it.</summary>
    public bool WasRolledBackFrom(string service, string version) => (Deployments.Value ?? []).Any(deployment =>
        deployment.Service == service && deployment.PreviousVersion == version && Restores(deployment));

    public bool MetricsAnswered => Signals.Any(signal => signal.Answered);

    public bool MetricsHaveData => Signals.Any(signal => signal.Value is { Series.Count: > 0 });

    /// <summary>When a version was first heard of: deployed, or, just before that, replaced.</summary>
    private DateTimeOffset? FirstSeen(DeploymentRecord of, string? version) => (Deployments.Value ?? [])
        .Where(deployment => deployment.Service == of.Service && deployment.Environment == of.Environment)
        .Select(deployment => deployment.Version == version ? deployment.DeployedAt
            : deployment.PreviousVersion == version ? deployment.DeployedAt - TimeSpan.FromTicks(1)
            : (DateTimeOffset?)null)
        .Min();
}
