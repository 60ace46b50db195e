using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis;
using SrePlatform.Assistant.Diagnosis.Flows;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Unit")]
public sealed class AlertCorrelationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(300);

    [Fact]
    public void The_first_alert_gives_the_onset_and_later_ones_are_no_symptom()
    {
        var correlation = AlertCorrelation.Of([Alert("b", 60), Alert("a", 0), Alert("late", 301)], Window);
        Assert.Equal(Noon, correlation.Onset);
        Assert.Equal(["a", "b"], correlation.Services);
    }

    [Fact]
    public void What_fires_speaks_before_what_is_over()
    {
        var correlation = AlertCorrelation.Of([Alert("old", -3000, "resolved"), Alert("now", 0)], Window);
        Assert.Equal(["now"], correlation.Services);
        Assert.Equal(Noon, correlation.Onset);
        Assert.Equal(["old"], AlertCorrelation.Of([Alert("old", -3000, "resolved")], Window).Services);
    }

    [Fact]
    public void A_signal_is_taken_from_the_rules_when_they_agree()
    {
        Assert.Equal("memory", AlertCorrelation.Of([Alert("a", 0, signal: "memory"), Alert("b", 1, signal: "memory")], Window).Signal);
        Assert.Null(AlertCorrelation.Of([Alert("a", 0, signal: "memory"), Alert("b", 1)], Window).Signal);
    }

    [Fact]
    public void The_window_reaches_back_half_an_hour_and_never_past_the_reference_time()
    {
        var scope = InvestigationScope.Around(["a"], null, Noon, null, Noon.AddSeconds(40), TimeSpan.FromSeconds(5), new DiagnosisOptions());
        Assert.Equal(Noon.AddMinutes(-30), scope.Start);
        Assert.Equal(Noon.AddSeconds(40), scope.End);
        Assert.Equal(5, scope.Step.TotalSeconds);

        var late = InvestigationScope.Around(["a"], null, Noon, null, Noon.AddHours(5), TimeSpan.FromSeconds(1), new DiagnosisOptions());
        Assert.Equal(Noon.AddMinutes(15), late.End);
        Assert.Equal(4, late.Step.TotalSeconds);
    }

    [Fact]
    public void An_onset_in_the_future_is_no_onset()
    {
        var scope = InvestigationScope.Around(["a"], null, Noon.AddHours(1), null, Noon, TimeSpan.FromSeconds(5), new DiagnosisOptions());
        Assert.Null(scope.Onset);
        Assert.Equal(Noon, scope.End);
    }

    private static AlertRecord Alert(string service, int seconds, string status = "firing", string? signal = null) => new(
        Guid.NewGuid(), "rule", status, "critical", service, null,
        signal is null ? null : new Dictionary<string, string> { ["signal"] = signal }, null, Noon.AddSeconds(seconds), null, null);
}
