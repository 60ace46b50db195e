using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Evaluation.Scenarios;
using SrePlatform.Assistant.Rca;
using Xunit;

namespace SrePlatform.Tests.Assistant.Evaluation;

/// <summary>Situations of the demo shop as they were recorded, diagnosed by the flows as they are now.</summary>
[Trait("Category", "Eval")]
public sealed class RecordedScenariosTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recordings");

    [Fact]
    public async Task Every_recorded_fault_is_found_first_and_a_healthy_shop_has_none()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        string[] files = [.. Directory.EnumerateFiles(Folder, "*" + Scenario.Extension).Order(StringComparer.Ordinal)];
        Assert.Equal(10, files.Length);
        await using var host = FlowHost.Create(intervalSeconds: 1, baselineSeconds: 600);
        foreach (var file in files)
        {
            var scenario = Scenario.Read(file);
            Assert.Equal((1, 600), (scenario.IntervalSeconds, scenario.BaselineSeconds));
            var result = await host.Runs.RunAsync(scenario.Session, new RecordedAnswers(scenario.Observations.Select(row => row.ToObservation())), cancellationToken);
            var outcome = ScenarioOutcome.Of(scenario.Truth, result.Document, result.Observations);

            Assert.True(outcome.IsFirst, $"{scenario.Id}: {result.Document.Headline.Text}");
            Assert.False(outcome.IsConfidentlyWrong);
            Assert.Equal(0, outcome.Uncited);
            Assert.Equal(scenario.Truth.Count > 0, result.Document.Verdict is Verdict.RootCause or Verdict.Contributing);
        }
    }
}
