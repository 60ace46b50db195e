using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>Deletes a rule; its alerts stay, and what still fires ends when vmalert no longer repeats it.</summary>
internal sealed class DeleteAlertRule(SreDbContext context, AlertRuleChange change, AuditLog audit)
{
    public Task<Outcome<AlertRule>> RunAsync(Scope scope, Guid id, long version, Actor actor, CancellationToken cancellationToken) =>
        change.RunAsync(scope, id, version, rule =>
        {
            if (rule.Origin is not RuleOrigin.Manual)
            {
                return rule.Origin is RuleOrigin.Slo ? new AlertRuleIsOfObjective() : new AlertRuleIsSeeded();
            }

            context.Remove(rule);
            audit.Add(context, actor, AlertRuleAudit.Record("deleted", rule));
            return null;
        }, cancellationToken);
}
