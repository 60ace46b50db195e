using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Rca;
using SrePlatform.Assistant.Tools.VictoriaMetrics;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>Turns what was gathered into what the numerics take; pure.</summary>
internal static class RankingInputs
{
    public static RankingInput Of(InvestigationScope scope, GatheredEvidence evidence)
    {
        CallEdge[] edges = [.. Edges(evidence)];
        var trouble = KnownTrouble.Of(scope, evidence.EarlierAlerts.Value ?? [], edges);
        var start = NormalTime.Start(scope, evidence);
        return new RankingInput(
            [.. Series(evidence)],
            edges,
            [.. Changes(evidence)],
            scope.SymptomServices,
            start,
            UnixTime.Of(scope.End),
            scope.Onset is { } onset ? UnixTime.Of(onset) : null,
            scope.Step.TotalSeconds,
            scope.SymptomSignal)
        {
            Troubled = trouble.Ranges,
            KeepsTroubled = !trouble.CanBeLeftOut(scope, start),
            NotBefore = trouble.OverAt,
        };
    }

    /// <summary>
    /// Times follow the sampling interval: a level must hold for eight samples to count, since one slow request is felt for
    /// the four that rates are taken over, and an alert is late by up to twenty. Up to a third of the time before the onset is kept out of the baseline, so three minutes of it leave two.
    /// </summary>
    public static RankingParameters Parameters(TimeSpan step) => RankingParameters.Default with
    {
        SustainedSeconds = Math.Clamp(8 * step.TotalSeconds, 10, 120),
        HintToleranceSeconds = Math.Clamp(20 * step.TotalSeconds, 30, 300),
        MinimumBaselineSeconds = NormalTime.NeededSeconds * 2 / 3,
    };

    private static IEnumerable<MetricSeries> Series(GatheredEvidence evidence) =>
        from signal in evidence.Signals
        where signal.Value is not null && signal.Value.Signal != SignalQueries.PeerRequestRate
        from series in signal.Value!.Series
        select series with { ObservationNumber = signal.Number };

    /// <summary>Declared and learned dependencies of the Control Plane, and the calls that are seen in the metrics themselves.</summary>
    private static IEnumerable<CallEdge> Edges(GatheredEvidence evidence)
    {
        var declared = (evidence.Topology.Value?.Edges ?? []).Select(edge => new CallEdge(edge.From, edge.To, edge.RequestsPerSecond ?? 0));
        var seen = evidence.Signals
            .Where(signal => signal.Value?.Signal == SignalQueries.PeerRequestRate)
            .SelectMany(signal => signal.Value!.Series)
            .Where(series => series.Peer is not null)
            .Select(series => new CallEdge(series.Service, series.Peer!, Usual(series.Values)));
        return declared.Concat(seen)
            .GroupBy(edge => (edge.Caller, edge.Callee))
            .Select(group => new CallEdge(group.Key.Caller, group.Key.Callee, group.Max(edge => edge.RequestsPerSecond)));
    }

    private static IEnumerable<ChangeEvent> Changes(GatheredEvidence evidence)
    {
        var deployed = (evidence.Deployments.Value ?? [])
            .Where(IsChange)
            .Select(deployment => new ChangeEvent(deployment.Service, "deployment", UnixTime.Of(deployment.DeployedAt), deployment.Id.ToString(), deployment.Version, evidence.Restores(deployment)));
        var configured = (evidence.Audit.Value ?? [])
            .Where(IsChange)
            .Select(entry => new ChangeEvent(entry.Service!, "config", UnixTime.Of(entry.At), entry.Id.ToString(), ""));
        return deployed.Concat(configured);
    }

    /// <summary>The first version that is known of a service is where the record begins, not a change.</summary>
    public static bool IsChange(DeploymentRecord deployment) => deployment.PreviousVersion is { Length: > 0 } previous && previous != deployment.Version;

    /// <summary>What alters how a service runs; signing in or acknowledging alters nothing.</summary>
    public static bool IsChange(AuditRecord entry) => entry.Service is { Length: > 0 }
        && entry.Outcome is null or "succeeded" or "success" or "ok"
        && (entry.Action.StartsWith("config", StringComparison.Ordinal)
            || entry.Action.StartsWith("execution", StringComparison.Ordinal)
            || entry.Action is "resource.updated");

    private static double Usual(double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0 ? 0 : finite.Average();
    }
}
