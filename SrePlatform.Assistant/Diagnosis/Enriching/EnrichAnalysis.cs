using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Agents.Hypothesis;
using SrePlatform.Assistant.Agents.Narrator;
using SrePlatform.Assistant.Agents.Verifier;
using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Rca;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Enriching;

/// <summary>
/// What a model adds to a stored analysis: hypotheses that code has checked, doubts that lower the confidence, and words. Verdict, cause
/// and claims are not its business.
/// </summary>
internal sealed class EnrichAnalysis(
    EnrichmentClaims claims,
    ModelRuns runs,
    HypothesisAgent hypotheses,
    HypothesisCheck check,
    VerifierAgent verifier,
    NarratorAgent narrator,
    RunStore store,
    RunFailpoint failpoint,
    IOptions<DiagnosisOptions> options,
    AssistantMetrics metrics,
    TimeProvider clock)
{
    private static readonly string[] Signals = [Rca.Signals.RequestRate, Rca.Signals.ErrorShare, Rca.Signals.LatencyP95, Rca.Signals.Cpu, Rca.Signals.Memory, Rca.Signals.QueueDepth, Rca.Signals.Availability];

    public async Task RunAsync(ClaimedEnrichment claimed, CancellationToken cancellationToken)
    {
        using var activity = AssistantTelemetry.StartAgent(claimed.Lease.SessionId, "enrichment", claimed.Lease.Attempt, claimed.Session.TraceParent);
        var document = AssistantJson.Deserialize<AnalysisDocument>(claimed.Document);
        var models = await runs.OfAsync(claimed.Lease.SessionId, claimed.Session.Model, cancellationToken);
        var budget = new RunBudget(options.Value.MaximumSteps, options.Value.MaximumToolCalls, TimeSpan.FromSeconds(options.Value.MaximumSeconds), clock);
        var evidence = new EvidenceLog(claimed.Lease, claimed.Observations, budget, store, claimed.Session.ReplayOfId is null ? LiveAnswers.Instance : new RecordedAnswers(claimed.Observations), metrics, clock);
        var run = new RunContext(claimed.Session, evidence, budget, store, failpoint);
        var numbers = claimed.Observations.Where(row => !row.Superseded).ToDictionary(row => row.Number, row => row.Id);

        if (document.Verdict is not Verdict.NoFault)
        {
            var proposed = await hypotheses.ProposeAsync(models, FactsOf(document), Signals, cancellationToken);
            document = document with { Hypotheses = await check.CheckAsync(run, document, proposed, cancellationToken) };
        }

        if (await verifier.DoubtAsync(models, FactsOf(document), cancellationToken) is { } doubt)
        {
            document = document with
            {
                Confidence = ConfidenceCaps.Lower(document.Confidence, doubt.Confidence),
                Doubts = [.. doubt.Doubts.Select(one => LineOf(one.Text!, one.Observations!, numbers))],
            };
        }

        document = await NarrateAsync(models, document, numbers, cancellationToken);
        await claims.CompleteAsync(claimed.Lease, AssistantJson.Serialize(document), document.Confidence.Value, cancellationToken);
    }

    private async Task<AnalysisDocument> NarrateAsync(ModelRun models, AnalysisDocument document, Dictionary<int, Guid> numbers, CancellationToken cancellationToken)
    {
        var result = await narrator.NarrateAsync(models, FactsOf(document), cancellationToken);
        var engine = document.Engine with { Narration = EnumText.Of(result.Outcome) };
        return result.Narration is not { } narration
            ? document with { Engine = engine }
            : document with
            {
                Engine = engine with { Model = result.Model },
                Confidence = ConfidenceCaps.Lower(document.Confidence, narration.Confidence),
                Summary = [.. narration.Lines!.Select(line => LineOf(line.Text!, line.Observations!, numbers))],
            };
    }

    private static SummaryLine LineOf(string text, IReadOnlyList<int> observations, Dictionary<int, Guid> numbers)
    {
        var said = Messages.Of("summary.model", ("text", text.Trim()));
        return new SummaryLine(said.Key, said.Args, said.Text, [.. observations.Distinct().Where(numbers.ContainsKey).Select(number => numbers[number])]);
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
