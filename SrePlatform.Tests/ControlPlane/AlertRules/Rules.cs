using SrePlatform.ControlPlane.Features.AlertRules;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

/// <summary>Rules to test with.</summary>
internal static class Rules
{
    private static readonly Dictionary<string, string> None = [];

    public static AlertRuleDefinition Down => new("Resource is down", "shop", "up == 0", TimeSpan.FromMinutes(1), RuleSeverity.Critical, None, None);

    public static AlertRuleDefinition Slow => new(
        "Service is slow", "shop", "latency{service!=\"\"} > 0.5", TimeSpan.FromSeconds(8), RuleSeverity.Warning,
        new Dictionary<string, string> { ["owner"] = "shop" },
        new Dictionary<string, string> { ["summary"] = "{service} is slow: {value:duration}" });

    /// <summary>Every way out of a file, a key, a quote or a template that came to mind.</summary>
    public static AlertRuleDefinition Hostile => new(
        "x\"\n- alert: injected\n  expr: vector(1) # {{ query \"up\" }}", "../../etc: &a !!binary '\"\n---", "up{a=\"'\\\"}{{\"} == 0", TimeSpan.FromSeconds(1), RuleSeverity.Info,
        new Dictionary<string, string> { ["note"] = "{{ query \"up\" | first }}: *a\n- b" },
        new Dictionary<string, string> { ["summary"] = "{{ printf \"%s\" .ExternalURL }} {value:percent} {{/* }} {service}\n: - '" });
}
