using SrePlatform.ControlPlane.Features.AlertRules.Building;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>A rule as somebody wants it, before it is checked. Either conditions or an expression.</summary>
internal sealed record AlertRuleDraft
{
    public string? Name { get; init; }

    public string? Group { get; init; }

    public RuleBuilder? Builder { get; init; }

    public string? Expression { get; init; }

    /// <summary>With an expression; conditions have their thresholds per severity.</summary>
    public RuleSeverity? Severity { get; init; }

    public string? For { get; init; }

    public string? Interval { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public string? Summary { get; init; }

    public string? Description { get; init; }

    public string? RunbookUrl { get; init; }
}
