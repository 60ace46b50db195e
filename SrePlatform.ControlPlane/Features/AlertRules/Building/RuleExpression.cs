using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules.Building;

/// <summary>Turns conditions that have been checked into MetricsQL.</summary>
internal static class RuleExpression
{
    public static readonly string[] Operators = [">", ">=", "<", "<=", "==", "!="];
    public static readonly string[] Functions = ["latest", "avg", "min", "max", "rate", "increase"];
    public static readonly string[] Levels = ["series", "resource", "service"];

    /// <summary>The severities that have a threshold, highest first.</summary>
    public static IReadOnlyList<RuleSeverity> Severities(RuleBuilder builder) =>
    [
        .. Enum.GetValues<RuleSeverity>().Reverse()
            .Where(severity => builder.AnyOf.SelectMany(group => group.AllOf).Any(condition => !string.IsNullOrWhiteSpace(condition.ThresholdOf(severity)))),
    ];

    /// <summary>The whole condition at one severity.</summary>
    public static string Write(RuleBuilder builder, RuleSeverity severity)
    {
        var scope = Scope(builder);
        var groups = builder.AnyOf.Select(group => All(group.AllOf, scope, severity)).ToList();
        return groups.Count == 1 ? groups[0] : string.Join(" or ", groups.Select(group => $"({group})"));
    }

    /// <summary>The value that a condition compares, for charts.</summary>
    public static string Value(RuleBuilder builder, RuleCondition condition) => Value(condition, Scope(builder));

    /// <summary>A condition's own threshold, or the nearest one that it has: a second condition may hold for every severity.</summary>
    public static double? Threshold(RuleCondition condition, RuleSeverity severity)
    {
        foreach (var near in Enum.GetValues<RuleSeverity>().OrderBy(other => Math.Abs(other - severity)).ThenBy(other => other))
        {
            if (RuleThreshold.TryRead(condition.ThresholdOf(near), out var value))
            {
                return value;
            }
        }

        return null;
    }

    private static string All(IReadOnlyList<RuleCondition> conditions, string scope, RuleSeverity severity)
    {
        var text = Compare(conditions[0], scope, severity);
        if (conditions.Count == 1)
        {
            return text;
        }

        text = $"({text})";
        var level = LevelOf(conditions[0]);
        foreach (var condition in conditions.Skip(1))
        {
            var on = level is SignalLevel.Resource && LevelOf(condition) is SignalLevel.Resource ? "resource_id" : "service, env";
            text = $"{text} and on ({on}) ({Compare(condition, scope, severity)})";
        }

        return text;
    }

    private static string Compare(RuleCondition condition, string scope, RuleSeverity severity)
    {
        var value = Value(condition, scope);
        var threshold = Threshold(condition, severity) ?? throw new InvalidOperationException("The condition has no threshold: it was not checked.");
        return $"{(value.Contains(" - ", StringComparison.Ordinal) || value.Contains(" / ", StringComparison.Ordinal) ? $"({value})" : value)} {condition.Operator} {RuleThreshold.Number(threshold)}";
    }

    private static string Value(RuleCondition condition, string scope)
    {
        var window = RuleThreshold.TryReadDuration(condition.Window, out var read) ? MetricsQl.Duration(read) : "300s";
        if (RuleSignals.Find(condition.Signal) is { } signal)
        {
            return signal.Query(scope.Length > 0 ? "," + scope : "", window);
        }

        var selector = scope.Length > 0 ? $"{condition.Metric}{{{scope}}}" : condition.Metric!;
        var value = condition.Function switch
        {
            "avg" or "min" or "max" => $"{condition.Function}_over_time({selector}[{window}])",
            "rate" or "increase" => $"{condition.Function}({selector}[{window}])",
            _ => selector,
        };
        var over = condition.Function switch { "avg" => "avg", "min" => "min", "rate" or "increase" => "sum", _ => "max" };
        return condition.By switch
        {
            "resource" => $"{over} {RuleSignals.ByResource} ({value})",
            "service" => $"{over} {RuleSignals.ByService} ({value})",
            _ => value,
        };
    }

    private static SignalLevel LevelOf(RuleCondition condition) =>
        RuleSignals.Find(condition.Signal)?.Level ?? (condition.By == "service" ? SignalLevel.Service : SignalLevel.Resource);

    private static string Scope(RuleBuilder builder) => string.Join(',', LabelMatchers.Read(builder.Scope).Matchers);
}
