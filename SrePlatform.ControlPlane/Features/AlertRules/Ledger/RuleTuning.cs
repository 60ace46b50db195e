using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Features.AlertRules.Building;

namespace SrePlatform.ControlPlane.Features.AlertRules.Ledger;

internal enum TuningKind
{
    /// <summary>The condition must hold for longer.</summary>
    Duration,

    /// <summary>The threshold is moved away from what is usual.</summary>
    Threshold,
}

/// <summary>A change of a rule that may make it quieter.</summary>
/// <param name="Kind">What is changed.</param>
/// <param name="Rule">The rule with the change.</param>
/// <param name="Factor">By how much the threshold is multiplied; 1 for a duration.</param>
internal sealed record TuningCandidate(TuningKind Kind, AlertRuleDefinition Rule, double Factor);

/// <summary>Why a change is, or is not, worth making.</summary>
internal enum TuningVerdict
{
    /// <summary>Fewer firings, and every incident that people acted on would still have been seen.</summary>
    Worthwhile,

    /// <summary>An incident that people acted on would have been missed.</summary>
    MissesIncident,

    /// <summary>It changes too little.</summary>
    NoGain,
}

/// <summary>A stretch in which the rule fired for something that people acted on.</summary>
internal sealed record RealIncident(Guid Id, DateTimeOffset From, DateTimeOffset To);

/// <summary>What a change would have done.</summary>
internal sealed record TuningProposal(TuningCandidate Candidate, int Before, int After, int Missed, TuningVerdict Verdict);

/// <summary>Thinks of changes, and judges them by what they would have done. Pure.</summary>
internal static class RuleTuning
{
    private const double LeastGain = 0.2;
    private static readonly double[] Factors = [1.1, 1.25, 1.5];
    private static readonly double[] Longer = [2, 4];
    private static readonly TimeSpan LeastHold = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<TuningCandidate> Candidates(AlertRuleDefinition rule)
    {
        var candidates = Longer.Select(factor => new TuningCandidate(TuningKind.Duration, rule with { For = factor * (rule.For > LeastHold / 2 ? rule.For : LeastHold / 2) }, 1)).ToList();
        candidates.AddRange(Factors.Select(factor => Scale(rule, factor) is { } scaled ? new TuningCandidate(TuningKind.Threshold, scaled, factor) : null).OfType<TuningCandidate>());
        return candidates;
    }

    /// <summary>The rule with its thresholds moved away by a factor; null if it has none that is known, or none that can be moved.</summary>
    public static AlertRuleDefinition? Scale(AlertRuleDefinition rule, double factor)
    {
        if (rule.Builder is { } builder)
        {
            var conditions = builder.AnyOf.Select(group => new RuleConditionGroup([.. group.AllOf.Select(condition => Scale(condition, factor))])).ToList();
            var scaled = builder with { AnyOf = conditions };
            var severities = RuleExpression.Severities(scaled);
            var moved = rule with
            {
                Builder = scaled,
                Expression = RuleExpression.Write(scaled, severities[0]),
                Further = [.. severities.Skip(1).Select(severity => new RuleVariant(severity, RuleExpression.Write(scaled, severity)))],
            };
            return moved.Expression == rule.Expression ? null : moved;
        }

        return ComparedValue.Split(rule.Expression) is { } split && split.Threshold != 0 && Away(split.Operator, factor) is { } by
            ? rule with { Expression = $"{split.Value} {split.Operator} {RuleThreshold.Number(split.Threshold * by)}" }
            : null;
    }

    /// <param name="candidate">The change.</param>
    /// <param name="before">What the rule did.</param>
    /// <param name="after">What it would have done.</param>
    /// <param name="real">What it must not miss.</param>
    public static TuningProposal Judge(TuningCandidate candidate, BacktestResult before, BacktestResult after, IReadOnlyList<RealIncident> real)
    {
        var missed = real.Where(incident => Sees(before, incident) && !Sees(after, incident)).Select(incident => incident.Id).Distinct().Count();
        var verdict = missed > 0 ? TuningVerdict.MissesIncident
            : before.Firings.Count - after.Firings.Count >= Math.Max(1, before.Firings.Count * LeastGain) ? TuningVerdict.Worthwhile
            : TuningVerdict.NoGain;
        return new(candidate, before.Firings.Count, after.Firings.Count, missed, verdict);
    }

    private static bool Sees(BacktestResult result, RealIncident incident) => result.Firings.Any(firing =>
        firing.Start <= (incident.To + Margin).ToUnixTimeSeconds() && firing.End >= (incident.From - Margin).ToUnixTimeSeconds());

    private static RuleCondition Scale(RuleCondition condition, double factor) => Away(condition.Operator, factor) is { } by
        ? condition with { Info = Scaled(condition.Info, by), Warning = Scaled(condition.Warning, by), Critical = Scaled(condition.Critical, by) }
        : condition;

    private static string? Scaled(string? threshold, double factor) =>
        RuleThreshold.TryRead(threshold, out var value) ? RuleThreshold.Number(Math.Round(value * factor, 6)) : threshold;

    /// <summary>A share never exceeds one, and equality has no way to go.</summary>
    private static double? Away(string? sign, double factor) => sign switch
    {
        ">" or ">=" => factor,
        "<" or "<=" => 1 / factor,
        _ => null,
    };
}
