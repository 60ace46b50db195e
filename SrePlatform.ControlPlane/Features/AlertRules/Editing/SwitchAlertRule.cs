using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>Turns a rule on or off, the platform's own too.</summary>
internal sealed class SwitchAlertRule(SreDbContext context, AlertRuleChange change, AuditLog audit, TimeProvider time)
{
    public Task<Outcome<AlertRule>> RunAsync(Scope scope, Guid id, long version, bool enabled, Actor actor, CancellationToken cancellationToken) =>
        change.RunAsync(scope, id, version, rule =>
        {
            if (rule.Switch(enabled, time.GetUtcNow()))
            {
                audit.Add(context, actor, AlertRuleAudit.Record(enabled ? "enabled" : "disabled", rule));
            }

            return null;
        }, cancellationToken);
}
