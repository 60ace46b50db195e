using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Rules that a scope sees: that declare one of its teams or services as their target, and those that watch whatever there is.</summary>
internal static class AlertRuleVisibility
{
    public static IQueryable<AlertRule> In(this IQueryable<AlertRule> rules, Scope scope, SreDbContext context)
    {
        if (scope.IsAll)
        {
            return rules;
        }

        var (teams, services) = (scope.Teams.ToArray(), scope.Services.ToArray());
        var visible = context.Database.SqlQuery<Guid>(
            $"""
            SELECT id AS "Value" FROM control.alert_rule
            WHERE (labels ->> 'team' IS NULL OR labels ->> 'team' = ANY({teams}))
              AND (labels ->> 'service' IS NULL OR labels ->> 'team' = ANY({teams}) OR labels ->> 'service' = ANY({services}))
            """);
        return rules.Where(rule => visible.Contains(rule.Id));
    }
}
