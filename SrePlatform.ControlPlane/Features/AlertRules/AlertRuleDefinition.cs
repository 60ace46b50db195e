using SrePlatform.ControlPlane.Features.AlertRules.Building;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>What a rule says: the part that people or the seed write.</summary>
/// <param name="Name">Unique; vmalert's <c>alertname</c>.</param>
/// <param name="Group">Rules of a group are evaluated one after another.</param>
/// <param name="Expression">MetricsQL; fires for every series it returns.</param>
/// <param name="For">How long it must hold.</param>
/// <param name="Severity">Becomes the label <c>severity</c>.</param>
/// <param name="Labels">Added to the series' labels.</param>
/// <param name="Annotations">Plain text with the placeholders of <see cref="AnnotationText"/>; never Go templates.</param>
/// <param name="Interval">How often it is evaluated; vmalert's own interval if absent.</param>
internal sealed record AlertRuleDefinition(
    string Name,
    string Group,
    string Expression,
    TimeSpan For,
    RuleSeverity Severity,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    TimeSpan? Interval = null)
{
    /// <summary>The same rule at further severities, each with its own expression.</summary>
    public IReadOnlyList<RuleVariant> Further { get; init; } = [];

    /// <summary>The conditions that the expressions were written from; null if somebody wrote the expression.</summary>
    public RuleBuilder? Builder { get; init; }

    /// <summary>What vmalert evaluates: one rule per severity, all of one name.</summary>
    public IEnumerable<AlertRuleDefinition> EachSeverity() =>
        Further.Select(variant => this with { Severity = variant.Severity, Expression = variant.Expression, Further = [], Builder = null }).Prepend(this with { Further = [], Builder = null });
}

/// <summary>A rule at one severity.</summary>
internal sealed record RuleVariant(RuleSeverity Severity, string Expression);
