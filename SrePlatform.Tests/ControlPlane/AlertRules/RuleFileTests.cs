using SrePlatform.ControlPlane.Features.AlertRules;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Unit")]
public sealed class RuleFileTests
{
    [Fact]
    public void A_group_is_one_file_of_exactly_this_text()
    {
        var file = Assert.Single(RuleFile.Write([Rules.Slow, Rules.Down]));
        Assert.Matches("^shop-[0-9a-f]{8}\\.yml$", file.Name);
        Assert.Equal(
            """
            groups:
            - name: "shop"
              rules:
              - alert: "Resource is down"
                expr: "up == 0"
                for: "60s"
                labels:
                  severity: "critical"
              - alert: "Service is slow"
                expr: "latency{service!=\"\"} > 0.5"
                for: "8s"
                labels:
                  owner: "shop"
                  severity: "warning"
                annotations:
                  summary: "{{ $labels.service }} is slow: {{ humanizeDuration $value }}"

            """.ReplaceLineEndings("\n"),
            file.Content);
    }

    [Fact]
    public void Groups_with_other_intervals_are_other_files()
    {
        var files = RuleFile.Write([Rules.Slow, Rules.Down with { Interval = TimeSpan.FromMinutes(1) }]);
        Assert.Equal(2, files.Select(file => file.Name).Distinct().Count());
        Assert.Contains("interval: \"60s\"", string.Concat(files.Select(file => file.Content)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_the_rules_makes_no_difference() =>
        Assert.Equal(RuleFile.Write([Rules.Slow, Rules.Down]), RuleFile.Write([Rules.Down, Rules.Slow]));

    [Fact]
    public void Hostile_names_stay_names()
    {
        var file = Assert.Single(RuleFile.Write([Rules.Hostile]));
        Assert.Matches("^[a-z0-9-]+\\.yml$", file.Name);
        Assert.DoesNotContain("\n- alert: injected", file.Content, StringComparison.Ordinal);
        var texts = file.Content[file.Content.IndexOf("labels:", StringComparison.Ordinal)..];
        Assert.DoesNotContain("{{ query", texts, StringComparison.Ordinal);
        Assert.DoesNotContain("{{ printf", texts, StringComparison.Ordinal);
    }
}
