using SrePlatform.ControlPlane.Features.AlertRules.Building;
using SrePlatform.ControlPlane.Features.AlertRules.Editing;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>A rule as the API shows it.</summary>
/// <param name="Further">The rule at further severities.</param>
/// <param name="Conditions">What the expressions were written from; null if the expression was written by hand.</param>
/// <param name="Version">Send it back as <c>If-Match</c> or <c>version</c> to change the rule.</param>
internal sealed record AlertRuleResponse(
    Guid Id, string Name, string Group, string Expression, int ForSeconds, RuleSeverity Severity, IReadOnlyList<RuleVariant> Further, RuleBuilder? Conditions,
    IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations, bool Enabled, RuleOrigin Origin, int? IntervalSeconds,
    RuleSyncState SyncState, RuleSyncReason SyncReason, string? SyncDetail, DateTimeOffset? SyncedAt, long Version)
{
    public static AlertRuleResponse Of(AlertRule rule) => new(
        rule.Id, rule.Name, rule.Group, rule.Expression, rule.ForSeconds, rule.Severity, rule.Further, rule.Builder, rule.Labels, rule.Annotations, rule.Enabled, rule.Origin,
        rule.IntervalSeconds, rule.SyncState, rule.SyncReason, rule.SyncDetail, rule.SyncedAt, rule.Edition);
}

/// <summary>A rule as a client writes it: with <c>conditions</c>, or with <c>expression</c> and <c>severity</c>.</summary>
/// <param name="For">How long it must hold, such as <c>5m</c>.</param>
/// <param name="Interval">How often it is evaluated; the installation's interval if absent.</param>
/// <param name="Version">The version that was read, unless <c>If-Match</c> says it.</param>
internal sealed record AlertRuleRequest(
    string? Name, string? Group, string? Expression, RuleSeverity? Severity, RuleBuilder? Conditions, string? For, string? Interval,
    Dictionary<string, string>? Labels, string? Summary, string? Description, string? RunbookUrl, long? Version)
{
    public AlertRuleDraft Draft() => new()
    {
        Name = Name, Group = Group, Expression = Expression, Severity = Severity, Builder = Conditions, For = For, Interval = Interval,
        Labels = Labels, Summary = Summary, Description = Description, RunbookUrl = RunbookUrl,
    };
}

/// <summary>What a rule would have done in the last day, by severity.</summary>
internal sealed record AlertRulePreviewResponse(IReadOnlyList<AlertRulePreviewVariant> Variants, string? Summary, string? Description, double StepSeconds);

/// <param name="Firings">How often it would have fired.</param>
/// <param name="FiringSeconds">How long in all.</param>
internal sealed record AlertRulePreviewVariant(RuleSeverity Severity, string Expression, int Firings, double FiringSeconds);
