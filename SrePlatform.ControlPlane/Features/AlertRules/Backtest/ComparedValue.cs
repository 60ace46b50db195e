using System.Globalization;
using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Features.AlertRules.Building;

namespace SrePlatform.ControlPlane.Features.AlertRules.Backtest;

/// <summary>The value that a condition compares, apart from its threshold, so that a chart can show both.</summary>
/// <param name="Query">The value.</param>
/// <param name="Unit">As in <c>Units</c>.</param>
internal sealed partial record ComparedValue(string Query, string Unit)
{
    /// <summary>The operator and number of the first comparison; null if the expression does not end with one.</summary>
    public string? Operator { get; init; }

    public double? Threshold { get; init; }

    public static ComparedValue Of(AlertRuleDefinition rule)
    {
        if (rule.Builder is { } builder)
        {
            var condition = builder.AnyOf[0].AllOf[0];
            return new(RuleExpression.Value(builder, condition), RuleSignals.Find(condition.Signal)?.Unit ?? "number") { Operator = condition.Operator, Threshold = RuleExpression.Threshold(condition, rule.Severity) };
        }

        return Split(rule.Expression) is { } split
            ? new(split.Value, "number") { Operator = split.Operator, Threshold = split.Threshold }
            : new(rule.Expression, "number");
    }

    /// <summary>Cuts <c>value &gt; number</c> at its end, unless several conditions are joined.</summary>
    internal static (string Value, string Operator, double Threshold)? Split(string expression)
    {
        var match = Comparison().Match(expression);
        return match.Success && !Joined().IsMatch(match.Groups["value"].Value)
            && double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold)
            ? (match.Groups["value"].Value.Trim(), match.Groups["operator"].Value, threshold)
            : null;
    }

    [GeneratedRegex(@"^(?<value>.+?)\s*(?<operator>>=|<=|==|!=|>|<)\s*(?<number>[+-]?[0-9.]+(?:e[+-]?[0-9]+)?)\s*$", RegexOptions.Singleline | RegexOptions.RightToLeft)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\b(and|or|unless|if|ifnot|default)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Joined();
}
