using System.Diagnostics;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Features.AlertRules.Building;
using SrePlatform.ControlPlane.Features.AlertRules.Editing;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Database")]
public sealed class RuleExpressionTests(MetricsServer metrics)
{
    [Fact]
    public async Task Every_template_is_understood_by_the_real_VictoriaMetrics_at_every_severity()
    {
        foreach (var signal in RuleSignals.All)
        {
            var rule = Define(new("env=\"production\"\nteam=~\"shop|web\"", [new([Of(signal)])]));
            foreach (var variant in rule.EachSeverity())
            {
                Assert.Contains("\"success\"", await metrics.QueryAsync(variant.Expression), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_real_vmalert_accepts_every_template()
    {
        var folder = Directory.CreateTempSubdirectory("sre-test-rules-").FullName;
        try
        {
            new RuleDirectory(folder).Publish(RuleFile.Write(RuleSignals.All.SelectMany(signal => Define(new(null, [new([Of(signal)])]), signal.Key).EachSeverity())));
            var start = new ProcessStartInfo(await MetricsPrograms.FindAsync("vmalert", TestContext.Current.CancellationToken)) { RedirectStandardError = true, RedirectStandardOutput = true };
            start.ArgumentList.Add("-dryRun");
            start.ArgumentList.Add($"-rule={folder}/current/*.yml");
            using var vmalert = Process.Start(start)!;
            var errors = await vmalert.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await vmalert.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(vmalert.ExitCode == 0, errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Groups_are_joined_with_or_and_conditions_with_and_on_what_they_share()
    {
        var busy = Metric("node_load1", "latest", "resource", ">", critical: "4");
        var slow = Of(RuleSignals.Find("latency")!);
        var rule = Define(new(null, [new([busy, Of(RuleSignals.Find("memory")!)]), new([slow, busy])]));
        Assert.Equal(
            """
            ((max by (resource_id, resource, service, env, team) (node_load1) > 4) and on (resource_id) ((1 - node_memory_MemAvailable_bytes{resource_id!=""} / node_memory_MemTotal_bytes{resource_id!=""}) > 0.96))
            """.Trim(), rule.Expression[..rule.Expression.IndexOf(" or ", StringComparison.Ordinal)]);
        Assert.Contains("> 2) and on (service, env) (max by", rule.Expression, StringComparison.Ordinal);
        Assert.Contains("\"success\"", await metrics.QueryAsync(rule.Expression), StringComparison.Ordinal);
    }

    [Fact]
    public void A_severity_without_its_own_threshold_in_a_condition_takes_the_nearest()
    {
        var rule = Define(new(null, [new([Metric("a", "latest", "series", ">", warning: "10", critical: "20"), Metric("b", "rate", "series", ">=", warning: "1")])]));
        Assert.Equal([RuleSeverity.Critical, RuleSeverity.Warning], rule.EachSeverity().Select(variant => variant.Severity));
        Assert.Equal("(a > 20) and on (resource_id) (rate(b[300s]) >= 1)", rule.Expression);
        Assert.Equal("(a > 10) and on (resource_id) (rate(b[300s]) >= 1)", rule.Further.Single().Expression);
    }

    [Theory]
    [InlineData("90%", 0.9)]
    [InlineData("500ms", 0.5)]
    [InlineData("21d", 1814400)]
    [InlineData("4GiB", 4294967296)]
    [InlineData("-1.5", -1.5)]
    [InlineData("1e3", 1000)]
    public void Units_are_understood(string text, double value)
    {
        Assert.True(RuleThreshold.TryRead(text, out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("any_of[0].all_of[0].metric", "up{x=\"} or vector(1)", "latest", "series", ">", "1", "5m")]
    [InlineData("any_of[0].all_of[0].function", "up", "quantile", "series", ">", "1", "5m")]
    [InlineData("any_of[0].all_of[0].by", "up", "latest", "planet", ">", "1", "5m")]
    [InlineData("any_of[0].all_of[0].operator", "up", "latest", "series", "> 0 or", "1", "5m")]
    [InlineData("any_of[0].all_of[0].warning", "up", "latest", "series", ">", "1) or vector(1", "5m")]
    [InlineData("any_of[0].all_of[0].warning", "up", "latest", "series", ">", "", "5m")]
    [InlineData("any_of[0].all_of[0].window", "up", "latest", "series", ">", "1", "5m]")]
    public void What_is_not_a_condition_is_refused_at_its_field(string field, string metric, string function, string by, string sign, string threshold, string window)
    {
        var builder = new RuleBuilder(null, [new([new(RuleSignals.Metric, metric, function, by, window, sign, null, threshold, null)])]);
        Assert.Contains(AlertRuleValidation.Check(new() { Name = "x", Builder = builder }), error => error.Field == field);
    }

    [Theory]
    [InlineData("env=\"production\"} or vector(1")]
    [InlineData("0env=x")]
    [InlineData("team=~\"(\"")]
    public void A_scope_cannot_break_out_of_its_selector(string line)
    {
        var errors = AlertRuleValidation.Check(new() { Name = "x", Builder = new(line, [new([Of(RuleSignals.All[0])])]) });
        if (errors.Count == 0)
        {
            // Accepted as a value: then it is quoted whole.
            Assert.Contains("env=\"\\\"production\\\"} or vector(1\"", Define(new(line, [new([Of(RuleSignals.All[0])])])).Expression, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(errors, error => error.Field == "scope");
        }
    }

    private static AlertRuleDefinition Define(RuleBuilder builder, string name = "x")
    {
        var draft = new AlertRuleDraft { Name = name, For = "1m", Builder = builder, Summary = "{resource} {value:percent}" };
        Assert.Empty(AlertRuleValidation.Check(draft));
        return AlertRuleValidation.Definition(draft);
    }

    private static RuleCondition Of(RuleSignal signal) => new(signal.Key, null, null, null, null, signal.Operator, null, signal.Warning, signal.Critical);

    private static RuleCondition Metric(string name, string function, string by, string sign, string? warning = null, string? critical = null) =>
        new(RuleSignals.Metric, name, function, by, "5m", sign, null, warning, critical);
}
