using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>Caps on the computed confidence for what the numerics do not know of: sources that failed, and limits of the run. Pure.</summary>
internal static class ConfidenceCaps
{
    public const double MetricsPartial = 0.7;
    public const double AlertsUnavailable = 0.5;
    public const double AuditUnavailable = 0.9;
    public const double Budget = 0.49;

    public static Confidence Apply(VerdictFinding finding, GatheredEvidence evidence, BudgetLimit? exhausted)
    {
        var named = finding.CappedBy.Select(Messages.Cap).ToList();
        var value = finding.Confidence;
        Cap(evidence.Signals.Any(signal => !signal.Answered) && evidence.MetricsAnswered, MetricsPartial, Messages.Of("cap.metrics_partial"));
        Cap(evidence.Alerts is { Answered: false }, AlertsUnavailable, Messages.Of("cap.alerts_unavailable"));
        Cap(!evidence.Audit.Answered, AuditUnavailable, Messages.Of("cap.audit_unavailable"));
        if (exhausted is { } limit)
        {
            Cap(true, Budget, Messages.Of("cap.budget", ("limit", EnumText.Of(limit))));
        }

        return new Confidence(Math.Round(value, 2), WordFor(value), named);

        void Cap(bool applies, double at, Message name)
        {
            if (applies && value > at)
            {
                value = at;
                named.Insert(0, name);
            }
        }
    }

    /// <summary>A doubt of the model: it may lower, and is ignored where it would raise.</summary>
    public static Confidence Lower(Confidence confidence, double? doubted) => doubted is { } value && value >= 0 && value < confidence.Value
        ? new Confidence(Math.Round(value, 2), WordFor(value), [Messages.Of("cap.model_doubt"), .. confidence.CappedBy])
        : confidence;

    public static ConfidenceWord WordFor(double value) => value >= 0.8 ? ConfidenceWord.High : value >= 0.5 ? ConfidenceWord.Medium : ConfidenceWord.Low;
}
