using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Features.AlertRules.Building;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>Checks the wizard's conditions, so that what is written from them is MetricsQL and nothing else.</summary>
internal static partial class RuleBuilderValidation
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    public static void Check(RuleBuilder builder, List<InvalidField> errors)
    {
        var (matchers, unread) = LabelMatchers.Read(builder.Scope);
        errors.AddRange(unread.Take(3).Select(line => new InvalidField("scope", "matcher", line)));
        if (matchers.Count > LabelMatchers.Most)
        {
            errors.Add(new("scope", "too_many", $"{LabelMatchers.Most}"));
        }

        if (builder.AnyOf is not { Count: > 0 } || builder.AnyOf.Any(group => group?.AllOf is not { Count: > 0 } || group.AllOf.Any(condition => condition is null)))
        {
            errors.Add(new("any_of", "required"));
            return;
        }

        if (builder.AnyOf.Count > RuleBuilder.MostGroups || builder.AnyOf.Any(group => group.AllOf.Count > RuleBuilder.MostConditions))
        {
            errors.Add(new("any_of", "too_many", $"{RuleBuilder.MostConditions}"));
            return;
        }

        for (var group = 0; group < builder.AnyOf.Count; group++)
        {
            for (var index = 0; index < builder.AnyOf[group].AllOf.Count; index++)
            {
                Check(builder.AnyOf[group].AllOf[index], $"any_of[{group}].all_of[{index}]", errors);
            }
        }
    }

    private static void Check(RuleCondition condition, string place, List<InvalidField> errors)
    {
        if (condition.Signal == RuleSignals.Metric)
        {
            if (condition.Metric is not { Length: <= 200 } metric || !MetricName().IsMatch(metric))
            {
                errors.Add(new($"{place}.metric", "metric"));
            }

            Choice($"{place}.function", condition.Function, RuleExpression.Functions, errors);
            Choice($"{place}.by", condition.By, RuleExpression.Levels, errors);
        }
        else if (RuleSignals.Find(condition.Signal) is null)
        {
            errors.Add(new($"{place}.signal", "signal"));
        }

        if (!string.IsNullOrWhiteSpace(condition.Window)
            && (!RuleThreshold.TryReadDuration(condition.Window, out var window) || window > LongestWindow || window < TimeSpan.FromSeconds(1)))
        {
            errors.Add(new($"{place}.window", "duration", RuleThreshold.Write(LongestWindow)));
        }

        Choice($"{place}.operator", condition.Operator, RuleExpression.Operators, errors);
        var given = 0;
        foreach (var severity in Enum.GetValues<RuleSeverity>())
        {
            if (condition.ThresholdOf(severity) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                given++;
                if (!RuleThreshold.TryRead(text, out _))
                {
                    errors.Add(new($"{place}.{Persistence.EnumsAsText.ToText(severity)}", "threshold"));
                }
            }
        }

        if (given == 0)
        {
            errors.Add(new($"{place}.warning", "no_threshold"));
        }
    }

    private static void Choice(string field, string? value, string[] choices, List<InvalidField> errors)
    {
        if (!choices.Contains(value))
        {
            errors.Add(new(field, "choice"));
        }
    }

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex MetricName();
}
