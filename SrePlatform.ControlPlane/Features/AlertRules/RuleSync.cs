namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Whether vmalert evaluates a rule as stored, and why not if not.</summary>
internal sealed record RuleSync(RuleSyncState State, RuleSyncReason Reason, string? Detail = null);

/// <summary>Compares what is stored with what vmalert says it has.</summary>
internal static class RuleSyncDecision
{
    /// <param name="rule">The rule as stored.</param>
    /// <param name="enabled">Whether it should be evaluated.</param>
    /// <param name="loaded">What vmalert has under the same group and name; null if nothing.</param>
    public static RuleSync Decide(AlertRuleDefinition rule, bool enabled, LoadedRule? loaded)
    {
        if (!enabled)
        {
            return loaded is null ? new(RuleSyncState.Fresh, RuleSyncReason.Off) : new(RuleSyncState.Pending, RuleSyncReason.WaitingForVmalert);
        }

        if (loaded is null || !Same(rule, loaded))
        {
            return new(RuleSyncState.Pending, RuleSyncReason.WaitingForVmalert);
        }

        return loaded.LastError is { } error
            ? new(RuleSyncState.Failed, RuleSyncReason.EvaluationFails, error)
            : new(RuleSyncState.Fresh, RuleSyncReason.Evaluated);
    }

    private static bool Same(AlertRuleDefinition rule, LoadedRule loaded)
    {
        var (labels, annotations) = RuleFile.Texts(rule);
        return loaded.Query == rule.Expression
            && loaded.ForSeconds == Math.Floor(rule.For.TotalSeconds)
            && Same(loaded.Labels, labels)
            && Same(loaded.Annotations, annotations);
    }

    private static bool Same(IReadOnlyDictionary<string, string> left, SortedDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
