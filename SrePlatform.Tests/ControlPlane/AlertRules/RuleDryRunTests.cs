using System.Diagnostics;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Database")]
public sealed class RuleDryRunTests(MetricsServer metrics)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(15)]
    public async Task The_real_vmalert_accepts_every_rule_that_the_platform_brings(double seconds)
    {
        var interval = TimeSpan.FromSeconds(seconds);
        await AssertAcceptedAsync([.. SeededRules.Always(interval), .. SeededRules.Services(interval)]);
    }

    [Fact]
    public async Task The_real_vmalert_accepts_hostile_names() => await AssertAcceptedAsync([Rules.Hostile, Rules.Slow, Rules.Down]);

    [Fact]
    public async Task The_real_VictoriaMetrics_understands_every_rule_that_the_platform_brings()
    {
        var interval = TimeSpan.FromSeconds(15);
        foreach (var rule in SeededRules.Always(interval).Concat(SeededRules.Services(interval)))
        {
            Assert.Contains("\"success\"", await metrics.QueryAsync(rule.Expression), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Windows_and_holds_follow_the_interval_and_stay_sensible()
    {
        Assert.Equal(("15s", TimeSpan.FromSeconds(8)), (SeededRules.Window(TimeSpan.FromSeconds(1)), SeededRules.Hold(TimeSpan.FromSeconds(1))));
        Assert.Equal(("30s", TimeSpan.FromSeconds(20)), (SeededRules.Window(TimeSpan.FromSeconds(5)), SeededRules.Hold(TimeSpan.FromSeconds(5))));
        Assert.Equal(("90s", TimeSpan.FromSeconds(60)), (SeededRules.Window(TimeSpan.FromSeconds(15)), SeededRules.Hold(TimeSpan.FromSeconds(15))));
    }

    private static async Task AssertAcceptedAsync(IReadOnlyList<AlertRuleDefinition> rules)
    {
        var folder = Directory.CreateTempSubdirectory("sre-test-rules-").FullName;
        try
        {
            new RuleDirectory(folder).Publish(RuleFile.Write(rules));
            var start = new ProcessStartInfo(await MetricsPrograms.FindAsync("vmalert", Cancellation)) { RedirectStandardError = true, RedirectStandardOutput = true };
            start.ArgumentList.Add("-dryRun");
            start.ArgumentList.Add($"-rule={folder}/current/*.yml");
            using var vmalert = Process.Start(start)!;
            var errors = await vmalert.StandardError.ReadToEndAsync(Cancellation);
            await vmalert.WaitForExitAsync(Cancellation);
            Assert.True(vmalert.ExitCode == 0, errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
