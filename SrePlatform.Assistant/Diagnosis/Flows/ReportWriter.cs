using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Rca;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>Puts findings into the analysis document.</summary>
internal sealed class ReportWriter(ModelClient models, AssistantMetrics metrics)
{
    /// <summary>What stands in place of the outcome until the model has added its words.</summary>
    public const string Pending = "pending";

    private const int CandidatesShown = 12;
    private const string RollbackRisk = "high";
    private const string InvestigateRisk = "low";

    public AnalysisDocument Write(RunContext run, Findings findings)
    {
        var ledger = new ClaimLedger(run.Evidence.All, metrics);
        new ClaimWriter(findings, ledger, run.Session.IncidentId).Write();
        var document = new AnalysisDocument
        {
            SessionId = run.Session.Lease.SessionId,
            IncidentId = run.Session.IncidentId,
            Generation = run.Session.Generation,
            Kind = run.Session.Kind,
            Verdict = findings.Finding.Verdict,
            Headline = Headlines.Of(findings),
            Summary = Summary(ledger.Claims, findings),
            Confidence = ConfidenceCaps.Apply(findings.Finding, findings.Evidence, run.Budget.Exhausted),
            Engine = new EngineInfo(EngineVersion.Current, null, models.IsOn && ledger.Claims.Count > 0 ? Pending : null),
            Window = new AnalysisWindow(findings.Scope.Start, findings.Scope.End, findings.Onset ?? findings.Scope.Onset, findings.Scope.Step.TotalSeconds),
            Symptom = Symptom(findings),
            RootCause = RootCause(findings),
            Candidates = [.. findings.Ranking.Candidates.Take(CandidatesShown).Select(Candidate)],
            Claims = ledger.Claims,
            Coverage = CoverageTable.Of(run.Evidence.All),
            Missing = MissingEvidence.Of(findings, run.Budget.Exhausted),
            ProposedAction = Action(findings),
            Statistics = new AnalysisStatistics(findings.Ranking.Shifts.Count, run.Evidence.All.Count, Math.Round(run.Budget.Elapsed.TotalSeconds, 2)),
        };
        return document;
    }

    /// <summary>The story in a few lines, each the statement of a claim: what was noticed, why, since which change, who suffers.</summary>
    private static List<SummaryLine> Summary(IReadOnlyList<Claim> claims, Findings findings)
    {
        var told = new[] { ClaimKind.Symptom, ClaimKind.Cause, ClaimKind.Change, ClaimKind.Consequence, ClaimKind.Healthy, ClaimKind.RuledOut }
            .SelectMany(kind => claims.Where(claim => claim.Kind == kind).TakeLast(kind == ClaimKind.Symptom ? 1 : int.MaxValue).Take(kind == ClaimKind.Consequence ? 2 : 1))
            .Select(claim => new SummaryLine(claim.Statement.Key, claim.Statement.Args, claim.Statement.Text, claim.ObservationIds))
            .DistinctBy(line => line.Text)
            .ToList();
        if (findings.Finding.Reason == VerdictReason.NoCandidate)
        {
            var none = Messages.Of("summary.no_cause");
            told.Add(new SummaryLine(none.Key, none.Args, none.Text, [.. findings.Evidence.All.Where(observed => observed.Answered).Select(observed => observed.Id)]));
        }

        return told;
    }

    private static SymptomInfo? Symptom(Findings findings) => findings.Ranking.Symptom is { } shift
        ? new SymptomInfo(
            shift.Series.Service, shift.Series.Signal, Units.Of(shift.Series.Signal), UnixTime.Finite(shift.Before), UnixTime.Finite(shift.After), UnixTime.From(shift.Onset))
        : null;

    private static RootCauseInfo? RootCause(Findings findings) => findings.Finding is { Verdict: Verdict.RootCause, Cause: { } cause }
        ? new RootCauseInfo(
            cause.Service,
            cause.Strongest?.Series.Signal,
            findings.GuiltyDeployment?.Id.ToString(),
            findings.GuiltyDeployment?.Version,
            UnixTime.From(cause.Onset))
        : null;

    private static CandidateInfo Candidate(CandidateScore candidate, int index) => new(
        index + 1,
        candidate.Service,
        Math.Round(candidate.Score, 3),
        candidate.Role,
        UnixTime.From(candidate.Onset),
        new CandidateContributions(Math.Round(candidate.Shift, 3), Math.Round(candidate.OnsetOrder, 3), Math.Round(candidate.Graph, 3), Math.Round(candidate.Change, 3)),
        ReasonMessages.Of(candidate));

    private static ProposedAction? Action(Findings findings)
    {
        if (findings.Finding is not { Verdict: Verdict.RootCause, Cause: { } cause })
        {
            return null;
        }

        if (findings.GuiltyDeployment is { PreviousVersion: { } previous } deployment && !findings.Evidence.WasRolledBackFrom(cause.Service, previous))
        {
            var title = Messages.Of("action.rollback", ("service", cause.Service), ("from_version", deployment.Version), ("to_version", previous));
            return new ProposedAction(ActionKind.Rollback, title, cause.Service, deployment.Version, previous, RollbackRisk);
        }

        var look = cause.Strongest is { } shift && !cause.IsSecondHand && shift.Series.Signal != Signals.Availability
            ? Messages.Of("action.investigate", ("service", cause.Service), ("signal", shift.Series.Signal), ("onset", UnixTime.From(cause.Onset)))
            : Messages.Of("action.investigate_down", ("service", cause.Service));
        return new ProposedAction(ActionKind.Investigate, look, cause.Service, null, null, InvestigateRisk);
    }
}
