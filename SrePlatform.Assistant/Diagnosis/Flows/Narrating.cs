using SrePlatform.Assistant.Agents.Narrator;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>Lets a model phrase the summary, where one is configured; whatever else it says changes nothing, but it may doubt.</summary>
internal sealed class Narrating(NarratorAgent narrator)
{
    public async Task<AnalysisDocument> NarrateAsync(RunContext run, AnalysisDocument document, CancellationToken cancellationToken)
    {
        if (!narrator.IsOn || document.Claims.Count == 0)
        {
            return document;
        }

        await run.StepAsync(Messages.Of("step.summarising"), 90, cancellationToken);
        var result = await narrator.NarrateAsync(FactsOf(document), cancellationToken);
        var engine = document.Engine with { Narration = EnumText.Of(result.Outcome) };
        if (result.Narration is not { } narration)
        {
            return document with { Engine = engine };
        }

        var ids = run.Evidence.All.ToDictionary(observed => observed.Number, observed => observed.Id);
        return document with
        {
            Engine = engine with { Model = result.Model },
            Confidence = ConfidenceCaps.Lower(document.Confidence, narration.Confidence),
            Summary = [.. narration.Lines!.Select(line =>
            {
                var said = Messages.Of("summary.model", ("text", line.Text!.Trim()));
                return new SummaryLine(said.Key, said.Args, said.Text, [.. line.Observations!.Distinct().Select(number => ids[number])]);
            })],
        };
    }

    private static NarrationFacts FactsOf(AnalysisDocument document) => new(
        EnumText.Of(document.Verdict),
        document.RootCause?.Service,
        document.Confidence.Value,
        document.Headline.Text,
        [.. document.Claims.Select(claim => new NarrationClaim(EnumText.Of(claim.Kind), claim.Statement.Text, claim.Observations))],
        [.. document.Missing.Select(missing => missing.Text)],
        [.. document.Candidates.Select(candidate => candidate.Service)]);
}
