using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>What was not there, and would have helped or would settle it.</summary>
internal static class MissingEvidence
{
    public static IReadOnlyList<Message> Of(Findings findings, BudgetLimit? exhausted)
    {
        var missing = new List<Message>();
        var evidence = findings.Evidence;
        AddUnanswered("missing.metrics", evidence.Signals.FirstOrDefault(signal => !signal.Answered));
        if (evidence.MetricsAnswered && !evidence.MetricsHaveData)
        {
            missing.Add(Messages.Of("missing.metrics", ("problem", "they could be asked for, and there were none")));
        }

        AddUnanswered("missing.alerts", evidence.Alerts);
        AddUnanswered("missing.deployments", evidence.Deployments);
        if (findings.Finding.Reason == VerdictReason.ShortBaseline)
        {
            missing.Add(Messages.Of("missing.baseline", ("have", findings.NormalTime.HaveSeconds), ("need", findings.NormalTime.NeedSeconds)));
        }

        if (!findings.Ranking.HasTopology && evidence.MetricsHaveData && findings.Finding.Verdict != Verdict.NoFault)
        {
            missing.Add(Messages.Of("missing.topology"));
        }

        string[] unmeasured = [.. findings.Ranking.Candidates.Where(candidate => candidate.Reason == CandidateReason.NothingMeasured).Select(candidate => candidate.Service)];
        if (unmeasured.Length > 0)
        {
            missing.Add(Messages.Of("missing.service_metrics", ("services", unmeasured)));
        }

        if (findings.Finding.Verdict is Verdict.Inconclusive or Verdict.Contributing && findings.Ranking.Symptom is { } symptom)
        {
            missing.Add(Messages.Of("missing.logs", ("service", symptom.Series.Service), ("at", UnixTime.From(symptom.Onset))));
        }

        if (exhausted is { } limit)
        {
            missing.Add(Messages.Of("missing.budget", ("limit", EnumText.Of(limit))));
        }

        return missing;

        void AddUnanswered(string key, ObservedSource? observed)
        {
            if (observed is { Answered: false })
            {
                missing.Add(Messages.Of(key, ("problem", observed.Problem)));
            }
        }
    }
}
