using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>The analysis of alerts that nobody knows: inconclusive, and it says so.</summary>
internal static class UnknownAlerts
{
    public static AnalysisDocument Report(RunContext run, ObservedSource alerts)
    {
        var headline = Messages.Of("headline.inconclusive_alerts");
        return new AnalysisDocument
        {
            SessionId = run.Session.Lease.SessionId,
            IncidentId = run.Session.IncidentId,
            Generation = run.Session.Generation,
            Kind = run.Session.Kind,
            Verdict = Verdict.Inconclusive,
            Headline = headline,
            Summary = [new SummaryLine(headline.Key, headline.Args, headline.Text, [alerts.Id])],
            Confidence = new Confidence(0, ConfidenceWord.Low, [Messages.Of("cap.alerts_unavailable")]),
            Engine = new EngineInfo(EngineVersion.Current, null),
            Window = new AnalysisWindow(run.ReferenceTime, run.ReferenceTime, null, 0),
            Symptom = null,
            RootCause = null,
            Candidates = [],
            Claims = [],
            Coverage = CoverageTable.Of(run.Evidence.All),
            Missing = [Messages.Of("missing.alerts", ("problem", alerts.Summary))],
            ProposedAction = null,
            Statistics = new AnalysisStatistics(0, run.Evidence.All.Count, Math.Round(run.Budget.Elapsed.TotalSeconds, 2)),
        };
    }
}
