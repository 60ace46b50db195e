using System.Text;
using System.Text.Json;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evaluation.Scenarios;
using SrePlatform.Assistant.Evidence;
using Xunit;

namespace SrePlatform.Tests.Assistant.Evaluation;

[Trait("Category", "Unit")]
public sealed class ScenarioTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scenarios-");

    [Fact]
    public void A_scenario_is_read_as_it_was_written()
    {
        Sample().WriteTo(_folder.FullName);

        var read = Scenario.Read(Path.Combine(_folder.FullName, "sample" + Scenario.Extension));

        var row = Assert.Single(read.Observations);
        Assert.Equal(("single", "payment", DiagnosisKind.Alerts), (read.Kind, Assert.Single(read.Truth), read.Flow));
        Assert.Equal("{\"items\":[\"é\"]}", Encoding.UTF8.GetString(row.ToObservation().ReadPayload()));
        Assert.Equal("""{"alert_ids":[],"correlation_window":300}""", read.Session.Request);
    }

    [Fact]
    public void An_answer_that_was_changed_afterwards_is_refused()
    {
        var sample = Sample();
        var changed = sample with { Observations = [sample.Observations[0] with { Content = "{\"items\":[]}" }] };
        changed.WriteTo(_folder.FullName);

        Assert.Throws<FormatException>(() => Scenario.Read(Path.Combine(_folder.FullName, "sample" + Scenario.Extension)));
    }

    [Theory]
    [InlineData(0, 20, 0, 0.161)]
    [InlineData(20, 20, 0.839, 1)]
    [InlineData(57, 60, 0.863, 0.983)]
    [InlineData(0, 0, 0, 1)]
    public void A_share_has_the_score_interval(int count, int of, double lower, double upper)
    {
        var interval = WilsonInterval.For(count, of);

        Assert.Equal(lower, interval.Lower, 0.001);
        Assert.Equal(upper, interval.Upper, 0.001);
    }

    [Fact]
    public void Every_plan_has_a_truth_that_its_switches_cause_and_edits_that_are_known()
    {
        Assert.All(RecordingPlan.Round, plan =>
        {
            Assert.All(plan.Truth, service => Assert.Contains(plan.Faults, fault => fault.EndsWith(service, StringComparison.Ordinal)));
            Assert.All(plan.Edits ?? [], edit => Assert.Contains(edit.Split(':')[0], (string[])["withhold", "late", "blame", "deployed"]));
        });
        Assert.Equal(RecordingPlan.Round.Count, RecordingPlan.Round.Select(plan => plan.Name).Distinct().Count());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Scenario Sample()
    {
        const string content = "{\"items\":[\"é\"]}";
        var at = new DateTimeOffset(2026, 11, 24, 20, 0, 0, TimeSpan.Zero);
        using var request = JsonDocument.Parse("""{"alert_ids":[],"correlation_window":300}""");
        return new Scenario(
            "sample", "single", "development", ["payment"], ["bad-deployment-payment"], [], at, DiagnosisKind.Alerts, request.RootElement.Clone(), at, 1, 600,
            [new RecordedObservation(1, "alerts", "alerts", "/api/v1/alerts", null, null, ObservationStatus.Checked, "1 alert", "application/json", Observation.Hash(Encoding.UTF8.GetBytes(content)), content)]);
    }
}
