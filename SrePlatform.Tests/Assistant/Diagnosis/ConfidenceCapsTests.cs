using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Rca;
using SrePlatform.Assistant.Tools.VictoriaMetrics;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Unit")]
public sealed class ConfidenceCapsTests
{
    [Fact]
    public void Nothing_missing_caps_nothing()
    {
        var confidence = ConfidenceCaps.Apply(Finding(0.93), Evidence(), null);
        Assert.Equal(0.93, confidence.Value);
        Assert.Equal(ConfidenceWord.High, confidence.Word);
        Assert.Empty(confidence.CappedBy);
    }

    [Fact]
    public void Each_source_that_failed_caps_by_name()
    {
        Assert.Equal((0.9, "cap.audit_unavailable"), Capped(Evidence(audit: ObservationStatus.Unavailable)));
        Assert.Equal((0.7, "cap.metrics_partial"), Capped(Evidence(signal: ObservationStatus.Unavailable)));
        Assert.Equal((0.5, "cap.alerts_unavailable"), Capped(Evidence(alerts: ObservationStatus.Unavailable)));
    }

    [Fact]
    public void A_spent_budget_caps_below_medium()
    {
        var confidence = ConfidenceCaps.Apply(Finding(0.93), Evidence(), BudgetLimit.Seconds);
        Assert.Equal(ConfidenceWord.Low, confidence.Word);
        Assert.Equal("cap.budget", confidence.CappedBy[0].Key);
    }

    [Fact]
    public void The_model_may_lower_and_never_raise()
    {
        var confidence = new Confidence(0.8, ConfidenceWord.High, []);
        Assert.Equal(0.4, ConfidenceCaps.Lower(confidence, 0.4).Value);
        Assert.Equal("cap.model_doubt", ConfidenceCaps.Lower(confidence, 0.4).CappedBy[0].Key);
        Assert.Equal(0.8, ConfidenceCaps.Lower(confidence, 0.99).Value);
        Assert.Equal(0.8, ConfidenceCaps.Lower(confidence, double.NaN).Value);
        Assert.Equal(0.8, ConfidenceCaps.Lower(confidence, -1).Value);
        Assert.Equal(0.8, ConfidenceCaps.Lower(confidence, null).Value);
    }

    private static (double, string) Capped(GatheredEvidence evidence)
    {
        var confidence = ConfidenceCaps.Apply(Finding(0.93), evidence, null);
        return (confidence.Value, Assert.Single(confidence.CappedBy).Key);
    }

    private static VerdictFinding Finding(double confidence) => new(Verdict.RootCause, VerdictReason.ClearCause, confidence, ConfidenceWord.High, [], null, 0.5);

    private static GatheredEvidence Evidence(
        ObservationStatus alerts = ObservationStatus.Checked, ObservationStatus audit = ObservationStatus.Checked, ObservationStatus signal = ObservationStatus.Checked) => new(
        Observed<IReadOnlyList<AlertRecord>>(1, alerts),
        Observed<TopologyRecord>(2),
        Observed<IReadOnlyList<DeploymentRecord>>(3),
        Observed<IReadOnlyList<AuditRecord>>(4, audit),
        Observed<IReadOnlyList<IncidentRecord>>(5),
        Observed<IReadOnlyList<AlertRecord>>(6),
        [Observed<SignalSeries>(7), Observed<SignalSeries>(8, signal)]);

    private static Observed<T> Observed<T>(int number, ObservationStatus status = ObservationStatus.Checked) where T : class => new(number, Guid.NewGuid(), "s", "t", status, "", null);
}
