using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

[Trait("Category", "Database")]
public sealed class ResourceChartsTests(MetricsServer metrics)
{
    private static readonly TextCatalog Catalog = new();

    [Fact]
    public async Task The_real_VictoriaMetrics_understands_every_chart_of_every_kind()
    {
        foreach (var line in Enum.GetValues<ResourceKind>().SelectMany(ResourceCharts.Of).Distinct().SelectMany(chart => chart.Lines))
        {
            var query = ResourceCharts.Query(line, Guid.NewGuid(), TimeSpan.FromMinutes(1));
            Assert.DoesNotContain("SELECT", query, StringComparison.Ordinal);
            Assert.DoesNotContain("WINDOW", query, StringComparison.Ordinal);
            Assert.Contains("\"success\"", await metrics.QueryAsync(query), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-TW")]
    public void Every_word_that_is_chosen_at_run_time_is_written_in_both_languages(string language)
    {
        var charts = Enum.GetValues<ResourceKind>().SelectMany(ResourceCharts.Of).Distinct().ToList();
        var keys = charts.Select(chart => $"resources.chart.{chart.Name}")
            .Concat(charts.SelectMany(chart => chart.Lines).Select(line => $"resources.line.{line.Name}"))
            .Concat(Words<ResourceKind>("resources.kinds.")).Concat(Words<Criticality>("resources.criticalities.")).Concat(Words<ResourceOrigin>("resources.origins."))
            .Concat(Words<HealthReason>("resources.reason.")).Concat(Words<HealthReason>("resources.why.")).Concat(Words<HealthState>("badge.health."))
            .Concat(Words<SrePlatform.ControlPlane.Features.AlertRules.RuleSyncReason>("rules.reason.")).Concat(Words<SrePlatform.ControlPlane.Features.AlertRules.RuleSyncState>("badge.sync."))
            .Concat(Words<SrePlatform.ControlPlane.Features.AlertRules.RuleOrigin>("rules.origins.")).Concat(Words<SrePlatform.ControlPlane.Features.Topology.ServiceState>("badge.health."))
            .Concat(Words<SrePlatform.ControlPlane.Features.Deployments.DeploymentStatus>("badge.deployment."))
            .Concat(ChartRange.All.Select(range => $"resources.range.{range.Name}"));
        Assert.Empty(keys.Except(Catalog.Keys(language)));
    }

    [Theory]
    [InlineData("15m", 1, 5, 10)]
    [InlineData("15m", 15, 15, 60)]
    [InlineData("1h", 15, 20, 60)]
    [InlineData("7d", 15, 3360, 3360)]
    public void Steps_are_not_finer_than_samples_and_rates_cover_a_step(string name, double interval, double step, double window)
    {
        var range = ChartRange.Find(name)!;
        Assert.Equal(TimeSpan.FromSeconds(step), range.Step(TimeSpan.FromSeconds(interval)));
        Assert.Equal(TimeSpan.FromSeconds(window), range.Window(TimeSpan.FromSeconds(interval)));
    }

    [Fact]
    public void A_time_without_a_sample_is_a_gap()
    {
        var series = new RangeSeries(new Dictionary<string, string>(), [100, 120], [1, 3]);
        Assert.Equal([1, null, 3, null], ReadResourceSeries.OnGrid(series, [100, 110, 120, 130]));
    }

    private static IEnumerable<string> Words<T>(string prefix)
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => prefix + Tone.Word(value));
}
