using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>Replaces what a rule says, if nobody else did since the editor read it. What is not understood replaces nothing.</summary>
internal sealed class EditAlertRule(SreDbContext context, AlertRuleChange change, RuleExpressionCheck check, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<AlertRule>> RunAsync(Scope scope, Guid id, long version, AlertRuleDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (!(await check.RunAsync(draft, cancellationToken)).TryGet(out var definition, out var failure))
        {
            return failure;
        }

        return await change.RunAsync(scope, id, version, rule =>
        {
            if (rule.Origin is not RuleOrigin.Manual)
            {
                return rule.Origin is RuleOrigin.Slo ? new AlertRuleIsOfObjective() : new AlertRuleIsSeeded();
            }

            if (rule.Name != definition.Name)
            {
                return new AlertRuleInvalid([new("name", "fixed_name")]);
            }

            var before = rule.Definition();
            rule.Define(definition, time.GetUtcNow());
            audit.Add(context, actor, AlertRuleAudit.Record("edited", rule, before));
            return null;
        }, cancellationToken);
    }
}
