using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>Checks a draft's fields and then its expressions with VictoriaMetrics: what is not understood is never stored.</summary>
internal sealed class RuleExpressionCheck(VictoriaMetricsClient metrics, ExpressionCheck check)
{
    public async Task<Outcome<AlertRuleDefinition>> RunAsync(AlertRuleDraft draft, CancellationToken cancellationToken)
    {
        if (AlertRuleValidation.Check(draft) is { Count: > 0 } errors)
        {
            return new AlertRuleInvalid(errors);
        }

        var definition = AlertRuleValidation.Definition(draft);
        foreach (var variant in definition.EachSeverity())
        {
            if (variant.Expression.Length > AlertRuleValidation.LongestExpression * 2)
            {
                return new AlertRuleInvalid([new("expression", "too_long", $"{AlertRuleValidation.LongestExpression * 2}")]);
            }

            if (await check.CheckAsync(metrics, variant.Expression, cancellationToken) is { } failure)
            {
                return failure.IsBadQuery ? new AlertRuleInvalid([new("expression", "expression", failure.Detail)]) : new AlertRuleUnchecked(failure.Detail);
            }
        }

        return definition;
    }
}
