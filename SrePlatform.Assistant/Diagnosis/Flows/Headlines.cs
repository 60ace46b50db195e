using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>The finding in one line.</summary>
internal static class Headlines
{
    public static Message Of(Findings findings) => findings.Finding.Verdict switch
    {
        Verdict.RootCause => RootCause(findings, findings.Finding.Cause!),
        Verdict.Contributing => Messages.Of("headline.contributing", ("services", Involved(findings))),
        Verdict.NoFault => NoFault(findings),
        Verdict.Inconclusive => Inconclusive(findings),
        _ => throw new ArgumentOutOfRangeException(nameof(findings)),
    };

    private static Message RootCause(Findings findings, CandidateScore cause)
    {
        if (cause.Strongest is not { } shift || shift.Vanished || shift.Series.Signal == Signals.Availability || cause.Reason == CandidateReason.UnreachableForItsCallers)
        {
            return Messages.Of("headline.root_cause_down", ("service", cause.Service));
        }

        (string, object?)[] args = [.. ShiftMessages.Args(shift).Where(arg => arg.Name != "service"), ("service", cause.Service)];
        return findings.GuiltyDeployment is { } deployment
            ? Messages.Of("headline.root_cause_deployment", [.. args, ("version", deployment.Version)])
            : Messages.Of("headline.root_cause", args);
    }

    private static string[] Involved(Findings findings) =>
        [.. findings.Ranking.Candidates.Where(candidate => candidate.Role is CandidateRole.Cause or CandidateRole.Contributing).Select(candidate => candidate.Service)];

    private static Message NoFault(Findings findings)
    {
        string[] moved = [.. findings.Ranking.Candidates.Where(candidate => candidate.Role == CandidateRole.Unrelated).Select(candidate => candidate.Service)];
        return findings.Finding.Reason == VerdictReason.OnlyUnrelatedMoved && moved.Length > 0
            ? Messages.Of("headline.no_fault_unrelated", ("services", moved))
            : Messages.Of("headline.no_fault", ("services", findings.Ranking.MeasuredServices));
    }

    private static Message Inconclusive(Findings findings) => findings.Finding.Reason switch
    {
        VerdictReason.ShortBaseline => Messages.Of("headline.inconclusive_baseline", ("have", findings.NormalTime.HaveSeconds), ("need", findings.NormalTime.NeedSeconds)),
        VerdictReason.NoMetrics => Messages.Of("headline.inconclusive_metrics"),
        _ => Messages.Of("headline.inconclusive_no_candidate", ("service", findings.Ranking.Symptom?.Series.Service ?? string.Join(", ", findings.Scope.SymptomServices))),
    };
}
