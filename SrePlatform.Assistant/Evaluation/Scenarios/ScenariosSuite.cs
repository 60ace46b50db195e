using System.Diagnostics;
using SrePlatform.Assistant.Diagnosis.Replay;

namespace SrePlatform.Assistant.Evaluation.Scenarios;

/// <summary>Recorded situations of the demo shop, diagnosed again by the flows as they are now, from the recorded answers alone.</summary>
internal static class ScenariosSuite
{
    public static EvaluationResult Run(SuiteRun run) => RunAsync(run, CancellationToken.None).GetAwaiter().GetResult();

    public static async Task<EvaluationResult> RunAsync(SuiteRun run, CancellationToken cancellationToken)
    {
        string[] files = [.. Directory.EnumerateFiles(run.Data, "*" + Scenario.Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new FormatException($"no *{Scenario.Extension} was found; the record command makes them.");
        var hosts = new Dictionary<(int, double), FlowHost>();
        var (cases, outcomes) = (new List<EvaluationCase>(), new List<(Scenario Scenario, ScenarioOutcome Outcome)>());
        try
        {
            foreach (var file in files)
            {
                var scenario = Scenario.Read(file);
                var settings = (scenario.IntervalSeconds, scenario.BaselineSeconds);
                if (!hosts.TryGetValue(settings, out var host))
                    hosts[settings] = host = FlowHost.Create(scenario.IntervalSeconds, scenario.BaselineSeconds);
                var watch = Stopwatch.StartNew();
                var result = await host.Runs.RunAsync(scenario.Session, new RecordedAnswers(scenario.Observations.Select(row => row.ToObservation())), cancellationToken);
                var outcome = ScenarioOutcome.Of(scenario.Truth, result.Document, result.Observations);
                outcomes.Add((scenario, outcome));
                cases.Add(new EvaluationCase(scenario.Id, string.Join('+', scenario.Truth), ScenarioOutcome.Ranked(result.Document), watch.Elapsed.TotalSeconds)
                {
                    Verdict = Platform.EnumText.Of(result.Document.Verdict),
                    Confidence = result.Document.Confidence.Value,
                    Phase = scenario.Phase,
                    Kind = scenario.Kind,
                });
                if (!outcome.IsFirst)
                    run.Output.WriteLine(FormattableString.Invariant($"{scenario.Id} ({string.Join('+', scenario.Truth)}): {result.Document.Headline.Text} [{result.Document.Confidence.Value:F2}]"));
            }
        }
        finally
        {
            foreach (var host in hosts.Values)
                await host.DisposeAsync();
        }

        return new EvaluationResult("scenarios", Print(run, outcomes), cases.Sum(c => c.Seconds), SuiteRun.PeakMegabytes(), cases);
    }

    private static Dictionary<string, double> Print(SuiteRun run, List<(Scenario Scenario, ScenarioOutcome Outcome)> outcomes)
    {
        var faulty = outcomes.Where(o => o.Scenario.Truth.Count > 0).ToList();
        var healthy = outcomes.Where(o => o.Scenario.Truth.Count == 0).ToList();
        var top1 = WilsonInterval.For(faulty.Count(o => o.Outcome.IsFirst), faulty.Count);
        var falseFault = WilsonInterval.For(healthy.Count(o => o.Outcome.ClaimsFault), healthy.Count);
        var wrong = WilsonInterval.For(outcomes.Count(o => o.Outcome.IsConfidentlyWrong), outcomes.Count);
        var uncited = WilsonInterval.For(outcomes.Sum(o => o.Outcome.Uncited), outcomes.Sum(o => o.Outcome.Claims));
        run.Table(
        [
            ["right (a healthy system: no fault claimed)", "n (95 % interval)"],
            .. outcomes.GroupBy(o => (o.Scenario.Kind, o.Scenario.Phase)).OrderBy(g => g.Key.Phase, StringComparer.Ordinal).ThenBy(g => g.Key.Kind, StringComparer.Ordinal).Select(g =>
                new[] { $"{g.Key.Phase}: {g.Key.Kind}", WilsonInterval.For(g.Count(o => o.Outcome.IsFirst), g.Count()).ToString() }),
        ]);
        run.Output.WriteLine();
        run.Table(
            ["measure", "n (95 % interval)", "bar"],
            ["right cause first", top1.ToString(), "at least 95 %"],
            ["fault claimed on a healthy system", falseFault.ToString(), "none"],
            ["confident and wrong", wrong.ToString(), "at most 2 %"],
            ["claims without evidence", uncited.ToString(), "none"]);
        return new()
        {
            ["top1"] = top1.Share,
            ["false_fault"] = falseFault.Share,
            ["confident_wrong"] = wrong.Share,
            ["uncited"] = uncited.Share,
            ["top1_count"] = top1.Count,
            ["top1_of"] = top1.Of,
            ["top1_lower"] = top1.Lower,
            ["top1_upper"] = top1.Upper,
            ["false_fault_count"] = falseFault.Count,
            ["false_fault_of"] = falseFault.Of,
            ["false_fault_upper"] = falseFault.Upper,
            ["confident_wrong_count"] = wrong.Count,
            ["confident_wrong_of"] = wrong.Of,
            ["confident_wrong_upper"] = wrong.Upper,
            ["uncited_count"] = uncited.Count,
            ["uncited_of"] = uncited.Of,
        };
    }
}
