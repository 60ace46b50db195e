namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Whether vmalert evaluates a rule as stored, and why not if not.</summary>
internal sealed record RuleSync(RuleSyncState State, RuleSyncReason Reason, string? Detail = null);

/// <summary>Compares what is stored with what vmalert says it has.</summary>
internal static class RuleSyncDecision
{
    /// <summary>All severities of a rule together: the worst of them.</summary>
    /// <param name="rule">The rule as stored.</param>
    /// <param name="enabled">Whether it should be evaluated.</param>
    /// <param name="loaded">What vmalert has under the same group and name.</param>
    public static RuleSync Decide(AlertRuleDefinition rule, bool enabled, IReadOnlyList<LoadedRule> loaded)
    {
        var severities = rule.EachSeverity().ToList();
        if (enabled && loaded.Count > severities.Count)
        {
            return new(RuleSyncState.Pending, RuleSyncReason.WaitingForVmalert);
        }

        return severities
            .Select(one => Decide(one, enabled, loaded.FirstOrDefault(known => severities.Count == 1 || Same(one, known)) ?? (enabled ? null : (loaded.Count > 0 ? loaded[0] : null))))
            .MaxBy(sync => sync.State switch { RuleSyncState.Failed => 2, RuleSyncState.Pending => 1, _ => 0 })!;
    }

    /// <param name="rule">The rule as stored, at one severity.</param>
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
