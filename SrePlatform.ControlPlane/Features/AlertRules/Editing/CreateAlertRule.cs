using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>Adds a rule; the row's notification starts its delivery.</summary>
internal sealed class CreateAlertRule(SreDbContext context, RuleExpressionCheck check, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<AlertRule>> RunAsync(AlertRuleDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (!(await check.RunAsync(draft, cancellationToken)).TryGet(out var definition, out var failure))
        {
            return failure;
        }

        var rule = AlertRule.Create(definition, RuleOrigin.Manual, time.GetUtcNow());
        context.Add(rule);
        audit.Add(context, actor, AlertRuleAudit.Record("created", rule));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return rule;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "alert_rule" })
        {
            return AlertRuleInvalid.NameTaken;
        }
    }
}

/// <summary>How changes of rules stand in the audit log.</summary>
internal static class AlertRuleAudit
{
    private const int Longest = 500;

    public static AuditRecord Record(string verb, AlertRule rule, AlertRuleDefinition? before = null)
    {
        var details = new Dictionary<string, string> { ["name"] = rule.Name };
        if (before is not null)
        {
            Changed("expression", before.Expression, rule.Expression);
            Changed("for_seconds", $"{(int)before.For.TotalSeconds}", $"{rule.ForSeconds}");
            Changed("severity", EnumsAsText.ToText(before.Severity), EnumsAsText.ToText(rule.Severity));
            Changed("group", before.Group, rule.Group);
        }

        return new("alert_rule." + verb, "alert_rule", rule.Id.ToString()) { Details = details };

        void Changed(string field, string from, string to)
        {
            if (from != to)
            {
                details[$"{field}.before"] = from.Length > Longest ? from[..Longest] : from;
                details[$"{field}.after"] = to.Length > Longest ? to[..Longest] : to;
            }
        }
    }
}
