namespace SrePlatform.ControlPlane.Features.AlertRules.Building;

/// <summary>
/// A rule's condition as the wizard holds it: it fires when, in any group, all conditions hold. Thresholds are texts with units, such
/// as <c>90%</c> or <c>500ms</c>, kept as they were typed.
/// </summary>
/// <param name="Scope">Label matchers, one per line, that every series must satisfy.</param>
/// <param name="AnyOf">Groups of conditions.</param>
internal sealed record RuleBuilder(string? Scope, IReadOnlyList<RuleConditionGroup> AnyOf)
{
    public const int MostGroups = 5;
    public const int MostConditions = 5;
}

/// <summary>Conditions that must all hold.</summary>
internal sealed record RuleConditionGroup(IReadOnlyList<RuleCondition> AllOf);

/// <summary>One comparison of a signal with a threshold per severity.</summary>
/// <param name="Signal">Key of <see cref="RuleSignals"/>.</param>
/// <param name="Metric">The metric's name, for the signal <c>metric</c>.</param>
/// <param name="Function">latest, avg, min, max, rate or increase, for the signal <c>metric</c>.</param>
/// <param name="By">series, resource or service, for the signal <c>metric</c>.</param>
/// <param name="Window">The time that rates and averages look back.</param>
/// <param name="Operator">One of &gt; &gt;= &lt; &lt;= == !=.</param>
internal sealed record RuleCondition(
    string? Signal, string? Metric, string? Function, string? By, string? Window, string? Operator, string? Info, string? Warning, string? Critical)
{
    public string? ThresholdOf(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Info => Info,
        RuleSeverity.Warning => Warning,
        RuleSeverity.Critical => Critical,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };
}
